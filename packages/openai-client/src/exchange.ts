import { definedFields, ProviderError } from '@outcrop/unified-response';
import { answerBody } from './answer-body.js';
import type { Call } from './call.js';
import type { ChatBody } from './chat-body.js';
import { providerErrorOf } from './provider-error-of.js';
import { withRetries } from './retry.js';
import type { Transport } from './transport.js';
import type { WireCompletion } from './wire.js';

/** The head of an answer, and its body to be read in time. */
export interface Exchange {
  readonly transport: Transport;
  readonly response: Response;
  readonly body: AsyncGenerator<Uint8Array, void, undefined>;
  readonly requestId: string | undefined;
  readonly attempts: number;
}

/** Sends a call, again where that may help. @throws ProviderError */
export async function exchange(
  { core, limit, limits, headers }: Call,
  body: ChatBody & { readonly stream: boolean },
): Promise<Exchange> {
  const transport = await core.transport();
  const post = (): Promise<Response> =>
    limit.within('answer', 'firstByteMs', limits.firstByteMs, () =>
      transport.post(body, headers, limit.signal),
    );
  const { maxRetries } = core.settings;
  const { result: response, attempts } = await withRetries(post, maxRetries, limit, core.secrets);
  const requestId = requestIdOf(response);
  const bytes = answerBody(response, limit, limits.idleMs);
  return { transport, response, body: bytes, requestId, attempts };
}

/** An answer in one piece. @throws ProviderError */
export async function readWhole(
  { core: { secrets }, limit }: Call,
  { response, body, requestId, attempts }: Exchange,
): Promise<WireCompletion> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of body) pieces.push(piece);
  } catch (error) {
    throw providerErrorOf(error, { limit, secrets, attempts });
  }
  const text = Buffer.concat(pieces).toString();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as WireCompletion;
  } catch {
    // Told below.
  }
  throw new ProviderError(`The answer is no JSON: ${secrets.hide(text.slice(0, 200))}`, {
    ...{ reason: 'transient', retryable: false, provider: 'openai', attempts },
    hint: 'Check baseUrl: it has to be that of the API, such as https://host/v1.',
    ...definedFields({ requestId, status: response.status }),
  });
}

function requestIdOf({ headers }: Response): string | undefined {
  const names = ['x-request-id', 'apim-request-id', 'x-amzn-requestid'];
  return names.map((name) => headers.get(name)).find((id) => id !== null) ?? undefined;
}
