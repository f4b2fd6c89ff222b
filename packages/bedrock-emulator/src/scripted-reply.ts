import { AwsError, errorResponse } from './aws-error.js';
import type { ContentBlock, ConverseRequest } from './converse-wire.js';
import { type MessageAnswer, toConverseResponse } from './message-answer.js';
import type { ReceivedRequest } from './recorded-request.js';
import { type MessageReply, type Reply, type ReplyStep, reply } from './reply.js';
import type { NextReply, OnExhausted } from './reply-queue.js';
import { standInAnswer } from './stand-in/stand-in-model.js';
import { toolUseIdFor } from './tool-use-id.js';
import type { WireResponse } from './wire-exchange.js';

/** A response and how long to hold it back, in milliseconds. */
export interface DelayedResponse extends WireResponse {
  readonly delayMs: number;
}

function messageAnswer(message: MessageReply, request: ConverseRequest): MessageAnswer {
  const { reasoning, text, toolCalls = [], content = [] } = message;
  const reasoningText = typeof reasoning === 'string' ? { text: reasoning } : reasoning;
  const blocks: readonly ContentBlock[] = [
    ...(reasoningText ? [{ reasoningContent: { reasoningText } }] : []),
    ...(text === undefined ? [] : [{ text }]),
    ...toolCalls.map(({ name, input = {}, id }, index) => ({
      toolUse: { input, name, toolUseId: id ?? toolUseIdFor(request, index) },
    })),
    ...content,
  ];
  return {
    content: blocks,
    stopReason: message.stopReason ?? (toolCalls.length > 0 ? 'tool_use' : 'end_turn'),
    usage: message.usage,
    latencyMs: message.latencyMs ?? message.delayMs,
    members: message.members,
  };
}

function jsonResponse(body: unknown, delayMs = 0): DelayedResponse {
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: JSON.stringify(body), delayMs };
}

/** The step that answers when the queue has none; undefined lets the stand-in model answer. */
function stepFor(next: NextReply, onExhausted: OnExhausted): ReplyStep | undefined {
  if (next.kind === 'step') return next.step;
  if (next.kind === 'unscripted' || onExhausted === 'stand-in') return undefined;
  if (onExhausted === 'repeat-last') return next.last;
  throw new AwsError(
    'EmulatorScriptException',
    'The script of the emulator has no reply left for this request.',
  );
}

async function resolved(step: ReplyStep, request: ReceivedRequest): Promise<Reply> {
  if (typeof step !== 'function') return typeof step === 'string' ? reply(step) : step;
  try {
    const made = await step(request);
    return typeof made === 'string' ? reply(made) : made;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError(
      'EmulatorScriptException',
      `A reply function of the emulator's script threw: ${reason}`,
    );
  }
}

/**
 * The response of a script, or of the stand-in model where the script leaves it to it.
 *
 * @throws AwsError EmulatorScriptException (400, which no client retries) when the script is used
 *   up or one of its functions throws.
 */
export async function scriptedResponse(
  next: NextReply,
  onExhausted: OnExhausted,
  request: ConverseRequest,
  received: ReceivedRequest,
): Promise<DelayedResponse> {
  const step = stepFor(next, onExhausted);
  if (step === undefined) return jsonResponse(toConverseResponse(standInAnswer(request), request));
  const answer = await resolved(step, received);
  const { delayMs = 0 } = answer;
  switch (answer.kind) {
    case 'message':
      return jsonResponse(toConverseResponse(messageAnswer(answer, request), request), delayMs);
    case 'error': {
      const error = new AwsError(answer.exception, answer.message, answer.details);
      return { ...errorResponse(error), delayMs };
    }
    case 'raw':
      return {
        status: answer.status ?? 200,
        headers: answer.headers ?? {},
        body: answer.body ?? '',
        delayMs,
      };
  }
}
