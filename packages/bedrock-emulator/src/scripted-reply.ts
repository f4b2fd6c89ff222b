import type { ReceivedRequest } from './recorded-request.js';
import type { NextReply, OnExhausted } from './reply-queue.js';
import type { Reply, ReplyStep } from './reply-types.js';
import { scriptError } from './script-error.js';

/** The step that answers when the queue has none; undefined lets the stand-in model answer. */
function stepFor(next: NextReply, onExhausted: OnExhausted): ReplyStep | undefined {
  if (next.kind === 'step') return next.step;
  if (next.kind === 'unscripted' || onExhausted === 'stand-in') return undefined;
  if (onExhausted === 'repeat-last') return next.last;
  throw scriptError('The script of the emulator has no reply left for this request.');
}

async function made(step: ReplyStep, request: ReceivedRequest): Promise<Reply | string> {
  if (typeof step !== 'function') return step;
  try {
    return await step(request);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw scriptError(`A reply function of the emulator's script threw: ${reason}`);
  }
}

/**
 * What the script says to a request; undefined where it leaves it to the stand-in model.
 *
 * @throws AwsError EmulatorScriptException when the script is used up or one of its functions
 *   throws.
 */
export async function scriptedReply(
  next: NextReply,
  onExhausted: OnExhausted,
  received: ReceivedRequest,
): Promise<Reply | undefined> {
  const step = stepFor(next, onExhausted);
  if (step === undefined) return undefined;
  const reply = await made(step, received);
  return typeof reply === 'string' ? { kind: 'message', text: reply } : reply;
}
