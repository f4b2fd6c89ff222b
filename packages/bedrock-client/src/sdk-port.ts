import { Readable } from 'node:stream';
import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import type { WireConverseRequest, WireStreamEvent } from '@outcrop/converse-mapping';
import type { Authentication } from './authentication.js';
import type { ConversePort, ExchangeOptions, SdkClient, StreamExchange } from './converse-port.js';
import { encodeBody } from './encode-body.js';
import { readEvents } from './read-events.js';
import { authenticationConfig, credentialsRenewal } from './sdk-credentials.js';
import { headersOf, sdkErrorOf } from './sdk-error.js';
import { applyGuardrail, converse, countTokens, invokeModel } from './sdk-operations.js';
import { SdkTransport, type TransportSettings } from './sdk-transport.js';
import { type OwnWire, ownWire, regionOf, requestIdOf } from './sdk-wire.js';

/** What the AWS SDK's client is made of. */
export interface SdkSettings extends TransportSettings {
  readonly region: string;
  readonly authentication: Authentication;
  readonly endpoint: string | undefined;
}

/** A port over an AWS SDK client of our own. */
export function createSdkPort(settings: SdkSettings): ConversePort {
  const { region, endpoint, authentication } = settings;
  const transport = new SdkTransport(settings);
  // STS and SSO are not known to speak HTTP/2.
  const forCredentials =
    settings.protocol === 'http1'
      ? transport
      : new SdkTransport({ ...settings, protocol: 'http1' });
  const client = new BedrockRuntimeClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...authenticationConfig(authentication, { region, transport: forCredentials }),
    requestHandler: transport,
  });
  return {
    ...portOver(client, credentialsRenewal(client, authentication)),
    close: () => {
      client.destroy();
      forCredentials.destroy();
    },
  };
}

/** A port over the caller's own client, with its endpoint, credentials and connections as they are. */
export function portOverSdk(client: SdkClient): ConversePort {
  const sdk = client as unknown as BedrockRuntimeClient;
  return portOver(sdk, credentialsRenewal(sdk));
}

function portOver(
  sdk: BedrockRuntimeClient,
  renewal: Pick<ConversePort, 'renewCredentials'>,
): ConversePort {
  return {
    converse: (input, options) => converse(sdk, input, options),
    converseStream: (input, options) => converseStream(sdk, input, options),
    countTokens: (input, options) => countTokens(sdk, input, options),
    applyGuardrail: (input, options) => applyGuardrail(sdk, input, options),
    invokeModel: (input, options) => invokeModel(sdk, input, options),
    region: () => regionOf(sdk),
    ...renewal,
    close: () => sdk.destroy?.(),
  };
}

/** One attempt at a stream: it is there when its head is, before any event. */
async function converseStream(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<StreamExchange> {
  const { modelId, ...members } = input;
  const command = new ConverseStreamCommand(input as unknown as ConverseStreamCommandInput);
  let body: Readable | undefined;
  const onAnswer: OwnWire['onAnswer'] = async (response) => {
    body = response.body as Readable;
    // The SDK's own reader would hide where a stream breaks off, and wait for its first event.
    response.body = Readable.from([]);
  };
  ownWire(command, { path: { modelId }, body: encodeBody(members), onAnswer }, options);
  const output = await client
    .send(command, { abortSignal: options.signal })
    .catch((error: unknown) => {
      correctClock(client, error);
      throw error;
    });
  const events = body ? readEvents(body, options) : eventsOf(output.stream);
  return { events, ...requestIdOf(output) };
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
  for await (const event of stream ?? []) yield [event as WireStreamEvent];
}
