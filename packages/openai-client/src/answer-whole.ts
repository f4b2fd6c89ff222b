import {
  ProviderError,
  type UnifiedRequest,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import { type Call, type Conversation, roundOf } from './call.js';
import { type Exchange, exchange, readWhole } from './exchange.js';
import { errorInAnswer, providerErrorOf } from './provider-error-of.js';
import type { WireCompletion } from './wire.js';

/** The whole answer, in as many exchanges as its format takes. @throws ProviderError */
export async function answerWhole(
  call: Call,
  conversation: Conversation,
): Promise<UnifiedResponse> {
  const { structured, request } = conversation;
  const ask = async (asked: UnifiedRequest): Promise<UnifiedResponse> => {
    const round = roundOf(conversation, asked);
    const opened = await exchange(call, { ...round.body, stream: false });
    const completion = await readCompletion(call, opened);
    return round.responseOf(completion, round.context(opened.requestId));
  };
  return structured ? structured.create(structured.plan, ask) : ask(request);
}

/** An answer in one piece that is one. @throws ProviderError */
export async function readCompletion(call: Call, opened: Exchange): Promise<WireCompletion> {
  const { limit, core } = call;
  const completion = await readWhole(call, opened);
  const about = { limit, secrets: core.secrets, attempts: opened.attempts };
  // Some servers and proxies report failures with the status of a success.
  if (completion.error) throw providerErrorOf(errorInAnswer(completion.error), about);
  if (completion.choices?.length) return completion;
  throw new ProviderError('The answer has no choice: the model said nothing.', {
    ...{ reason: 'model_error', provider: 'openai', attempts: opened.attempts },
    hint: 'Send the call again; check that baseUrl is that of a Chat Completions API.',
  });
}
