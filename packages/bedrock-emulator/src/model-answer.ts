import type { ContentBlock, ConverseRequest } from './converse-wire.js';
import type { JsonObject } from './json.js';
import { type MessageAnswer, toConverseResponse } from './message-answer.js';
import type { EventsReply, MessageReply } from './reply-types.js';
import { standInAnswer } from './stand-in/stand-in-model.js';
import { streamEvents } from './stream/stream-events.js';
import type { WireEvent } from './stream/wire-event.js';
import { toolUseIdFor } from './tool-use-id.js';

/** Recorded streams have a word or a few in each event. */
const CHUNK_CHARACTERS = 16;

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

/** The body of a Converse response; without a message the stand-in model answers. */
export function responseOf(
  message: MessageReply | undefined,
  request: ConverseRequest,
): JsonObject {
  const answer = message ? messageAnswer(message, request) : standInAnswer(request);
  return toConverseResponse(answer, request);
}

/** The events of a ConverseStream response: those given, or what Converse would say. */
export function eventsOf(
  answer: MessageReply | EventsReply | undefined,
  request: ConverseRequest,
): readonly WireEvent[] {
  if (answer?.kind === 'events') return answer.events;
  return streamEvents(responseOf(answer, request), answer?.chunkCharacters ?? CHUNK_CHARACTERS);
}
