import type { CallOptions } from '@outcrop/provider-registry';
import { failureOf, refusalOf } from './failure.js';
import type { EchoOptions } from './options.js';
import type { WireAnswer, WireEvent, WireRequest } from './wire.js';

type Body = Omit<WireRequest, 'stream'>;

/** @throws ProviderError, whatever goes wrong. */
export async function askWhole(
  echo: EchoOptions,
  body: Body,
  options: CallOptions,
): Promise<WireAnswer> {
  const signal = signalOf(options);
  try {
    const answer = await post(echo, { ...body, stream: false }, options.headers, signal);
    return (await answer.json()) as WireAnswer;
  } catch (error) {
    throw failureOf(error, signal);
  }
}

/**
 * The events of an answer as they arrive. Whoever stops reading closes the connection.
 * @throws ProviderError, whatever goes wrong.
 */
export async function* askStreamed(
  echo: EchoOptions,
  body: Body,
  options: CallOptions,
): AsyncGenerator<WireEvent, void, undefined> {
  const signal = signalOf(options);
  try {
    const answer = await post(echo, { ...body, stream: true }, options.headers, signal);
    for await (const line of linesOf(answer)) yield JSON.parse(line) as WireEvent;
  } catch (error) {
    throw failureOf(error, signal);
  }
}

async function post(
  { endpoint, api_key: key }: EchoOptions,
  body: WireRequest,
  headers: CallOptions['headers'],
  signal: AbortSignal,
): Promise<Response> {
  const answer = await fetch(new URL('/v1/say', endpoint), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
    signal,
  });
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

/** What ends a call: the caller's signal, or the time limit. */
function signalOf({ signal, timeouts: { totalMs } = {} }: CallOptions): AbortSignal {
  const limit = totalMs === undefined ? [] : [AbortSignal.timeout(totalMs)];
  return AbortSignal.any(signal ? [signal, ...limit] : limit);
}

async function* linesOf({ body }: Response): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
