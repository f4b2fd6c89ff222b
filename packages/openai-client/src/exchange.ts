import { definedFields, ProviderError } from '@outcrop/unified-response';
import { answerBody } from './answer-body.js';
import type { Call } from './call.js';
import type { ChatBody } from './chat-body.js';
import { errorInAnswer, providerErrorOf } from './provider-error-of.js';
import { requestIdOf } from './request-id.js';
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
  const requestId = requestIdOf(response.headers);
  const bytes = answerBody(response, limit, limits.idleMs);
  return { transport, response, body: bytes, requestId, attempts };
}

/** An answer in one piece, with a choice. @throws ProviderError */
export async function readWhole(
  { core: { secrets }, limit }: Call,
  { response, body, requestId, attempts }: Exchange,
): Promise<WireCompletion> {
  let text = '';
  try {
    const decoder = new TextDecoder();
    for await (const piece of body) text += decoder.decode(piece, { stream: true });
    const completion = JSON.parse(text) as WireCompletion | null;
    // Some servers and proxies report failures with the status of a success.
    if (completion?.error) throw errorInAnswer(completion.error);
    if (completion?.choices?.length) return completion;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw providerErrorOf(error, { limit, secrets, attempts });
  }
  const said = secrets.hide(text.slice(0, 200));
  throw new ProviderError(`The answer is no completion with a choice: ${said}`, {
    ...{ reason: 'model_error', provider: 'openai', attempts },
    hint: 'Check baseUrl: it has to be that of a Chat Completions API, such as https://host/v1.',
    ...definedFields({ requestId, status: response.status }),
  });
}
