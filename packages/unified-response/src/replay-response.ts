import type { UnifiedResponse } from './response.js';
import type { UnifiedStreamEvent } from './stream-event.js';

/**
 * The events of a response that is already whole: how a provider that cannot stream is streamed.
 * Each block comes in one piece.
 */
export function* replayResponse(
  response: UnifiedResponse,
): Generator<UnifiedStreamEvent, void, undefined> {
  yield {
    type: 'response-start',
    id: response.id,
    model: response.model,
    provider: response.provider,
  };
  for (const warning of response.warnings) yield { type: 'warning', ...warning };
  let index = 0;
  let toolCallIndex = 0;
  for (const block of response.messages.flatMap((message) => message.content)) {
    switch (block.type) {
      case 'text':
        yield { type: 'text-start', index };
        if (block.text !== '') yield { type: 'text-delta', index, text: block.text };
        for (const citation of block.citations ?? [])
          yield { type: 'block', index, block: citation };
        yield { type: 'text-end', index };
        break;
      case 'reasoning':
        yield { type: 'reasoning-start', index };
        yield {
          type: 'reasoning-delta',
          index,
          text: block.reasoning,
          ...(block.signature === undefined ? {} : { signature: block.signature }),
          ...(block.redacted === undefined ? {} : { redacted: block.redacted }),
        };
        yield { type: 'reasoning-end', index };
        break;
      case 'tool_call': {
        const call = { index, toolCallIndex };
        yield { type: 'tool-call-start', ...call, id: block.id, name: block.name };
        yield { type: 'tool-call-delta', ...call, arguments: block.arguments };
        yield {
          type: 'tool-call-end',
          ...call,
          id: block.id,
          name: block.name,
          arguments: block.arguments,
        };
        toolCallIndex += 1;
        break;
      }
      default:
        yield { type: 'block', index, block };
    }
    index += 1;
  }
  yield { type: 'usage', usage: response.usage };
  yield { type: 'finish', finishReason: response.finishReason, response };
}
