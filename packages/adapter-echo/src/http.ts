import type { CallOptions } from '@outcrop/provider-registry';
import { CallLimit } from './call-limit.js';
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
  const limit = new CallLimit(options);
  try {
    const answer = await post(echo, { ...body, stream: false }, options.headers, limit);
    return (await answer.json()) as WireAnswer;
  } catch (error) {
    throw failureOf(error, limit.reason);
  } finally {
    limit.end();
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
  const limit = new CallLimit(options);
  try {
    const answer = await post(echo, { ...body, stream: true }, options.headers, limit);
    for await (const line of linesOf(answer)) yield JSON.parse(line) as WireEvent;
  } catch (error) {
    throw failureOf(error, limit.reason);
  } finally {
    limit.end();
  }
}

async function post(
  { endpoint, api_key: key }: EchoOptions,
  body: WireRequest,
  headers: CallOptions['headers'],
  { signal }: CallLimit,
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

async function* linesOf({ body }: Response): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
