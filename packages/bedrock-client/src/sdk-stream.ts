import { Readable } from 'node:stream';
import {
  type BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import type { WireConverseRequest, WireStreamEvent } from '@outcrop/converse-mapping';
import type { ExchangeOptions, StreamExchange } from './converse-port.js';
import { encodeBody } from './encode-body.js';
import { readEvents } from './read-events.js';
import { headersOf, sdkErrorOf } from './sdk-error.js';
import {
  type OwnWire,
  ownWire,
  readAnswer,
  requestIdOf,
  type WireHttpResponse,
} from './sdk-wire.js';

/** One attempt at a stream: it is there when its head is, before any event. */
export async function converseStream(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<StreamExchange> {
  const { modelId, ...members } = input;
  const command = new ConverseStreamCommand(input as unknown as ConverseStreamCommandInput);
  let body: Readable | undefined;
  const onAnswer: OwnWire['onAnswer'] = async (response) => {
    await checkType(response, options);
    body = readableOf(response.body);
    // The SDK's own reader would hide where a stream breaks off, and wait for its first event.
    response.body = Readable.from([]);
  };
  // The head is no part of the answer: what comes first is its first byte.
  const { onProgress: _, ...untilHead } = options;
  ownWire(command, { path: { modelId }, body: encodeBody(members), onAnswer }, untilHead);
  const output = await client
    .send(command, { abortSignal: options.signal })
    .catch((error: unknown) => {
      body?.destroy();
      correctClock(client, error);
      throw error;
    });
  const events = body ? readEvents(body, options) : eventsOf(output.stream);
  return { events, ...requestIdOf(output) };
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** Something in between may answer with a page of its own, and status 200. */
async function checkType(response: WireHttpResponse, options: ExchangeOptions): Promise<void> {
  const type = response.headers['content-type'];
  if (type === undefined || type.startsWith(EVENT_STREAM)) return;
  response.body = await readAnswer(response, (page) => page, options);
  const error = new Error(`The answer is of type ${type}, not a stream of events`);
  throw Object.assign(error, { name: 'NoEventStream', $response: response });
}

/** The caller's own client may have fetched the answer. */
function readableOf(body: unknown): Readable {
  return body instanceof Readable ? body : Readable.from(body as AsyncIterable<Uint8Array>);
}

/** The SDK takes the service's time from refusals, but not from those of streams (read in 3.1164). */
function correctClock({ config }: BedrockRuntimeClient, error: unknown): void {
  const serviceTime = Date.parse(headersOf(sdkErrorOf(error)).date ?? '');
  if (config && Number.isFinite(serviceTime)) config.systemClockOffset = serviceTime - Date.now();
}

/** The events of a client that answered without the network, one by one. */
async function* eventsOf(
  stream: AsyncIterable<unknown> | undefined,
): AsyncGenerator<readonly WireStreamEvent[], void, undefined> {
  for await (const event of stream ?? []) {
    throwException(event);
    yield [event as WireStreamEvent];
  }
}

/** The SDK throws the exceptions of a stream; a double may send them as its types have them. */
function throwException(event: unknown): void {
  for (const [name, value] of Object.entries(event ?? {})) {
    if (!/Exception$/.test(name) || value === undefined) continue;
    throw value instanceof Error ? value : Object.assign(new Error(value?.message), { name });
  }
}
