import type { UnifiedRequest, UnifiedResponse } from '@outcrop/unified-response';
import { type Call, type Conversation, roundOf } from './call.js';
import { exchange, readWhole } from './exchange.js';

/** The whole answer, in as many exchanges as its format takes. @throws ProviderError */
export async function answerWhole(
  call: Call,
  conversation: Conversation,
): Promise<UnifiedResponse> {
  const { structured, request } = conversation;
  const ask = async (asked: UnifiedRequest): Promise<UnifiedResponse> => {
    const round = roundOf(conversation, asked);
    const opened = await exchange(call, { ...round.body, stream: false });
    const completion = await readWhole(call, opened);
    return round.responseOf(completion, round.context(opened.requestId));
  };
  return structured ? structured.create(structured.plan, ask) : ask(request);
}
