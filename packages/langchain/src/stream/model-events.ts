import type {
  ChatModelStreamEvent,
  ContentBlockDelta,
  FinishReason as HostFinishReason,
} from '@langchain/core/language_models/event';
import type { ContentBlock } from '@langchain/core/messages';
import {
  definedFields,
  type FinishReason,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { blockToPart } from '../response/block-to-part.js';
import type { Part } from '../response/part.js';
import { toResponseMetadata } from '../response/response-metadata.js';
import { toUsageMetadata } from '../response/usage-metadata.js';
import { OpenBlocks } from './open-blocks.js';

/** The reasons that LangChain's protocol has a word for. */
const REASONS: Readonly<Partial<Record<FinishReason, HostFinishReason>>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_use',
  content_filter: 'content_filter',
};

/** Turns the events of one stream into those of LangChain's content-block protocol. */
export class ModelEvents {
  readonly #blocks = new OpenBlocks();

  push(event: UnifiedStreamEvent): ChatModelStreamEvent[] {
    switch (event.type) {
      case 'response-start':
        this.#blocks.start(event);
        return [{ event: 'message-start', ...definedFields({ id: this.#blocks.id }) }];
      case 'text-start':
        this.#blocks.open(event);
        return [started(event.index, { type: 'text', text: '' })];
      case 'reasoning-start':
        this.#blocks.open(event);
        return [started(event.index, { type: 'reasoning', reasoning: '' })];
      case 'text-delta':
        this.#blocks.add(event);
        return [delta(event.index, { type: 'text-delta', text: event.text })];
      case 'reasoning-delta':
        this.#blocks.add(event);
        if (event.text === '') return [];
        return [delta(event.index, { type: 'reasoning-delta', reasoning: event.text })];
      case 'text-end':
      case 'reasoning-end':
        return [finished(event.index, blockToPart(this.#blocks.close(event)))];
      case 'tool-call-start': {
        const { index, id, name } = event;
        return [started(index, { type: 'tool_call_chunk', id, name, args: '', index })];
      }
      case 'tool-call-delta':
        return [delta(event.index, { type: 'tool-call-delta', args: event.arguments })];
      case 'tool-call-end': {
        const { index, id, name, arguments: text } = event;
        const call = { type: 'tool_call', id, name, arguments: text } as const;
        return [finished(index, blockToPart(call))];
      }
      case 'block': {
        if (this.#blocks.cites(event)) return [];
        const { index, block } = event;
        const part = blockToPart(block);
        // In place of the end of a call that was cut short.
        if (part.type === 'invalid_tool_call') return [finished(index, part)];
        return [started(index, part), finished(index, part)];
      }
      case 'finish':
        return finish(event.response);
      default:
        return [];
    }
  }
}

function finish(response: UnifiedResponse): ChatModelStreamEvent[] {
  const usage = toUsageMetadata(response.usage);
  const about = definedFields({ usage, reason: REASONS[response.finishReason] });
  return [
    ...(usage ? [{ event: 'usage', usage } as const] : []),
    { event: 'message-finish', ...about, responseMetadata: toResponseMetadata(response) },
  ];
}

function started(index: number, part: Part): ChatModelStreamEvent {
  return { event: 'content-block-start', index, content: part as ContentBlock };
}

function delta(index: number, change: ContentBlockDelta): ChatModelStreamEvent {
  return { event: 'content-block-delta', index, delta: change };
}

function finished(index: number, part: Part): ChatModelStreamEvent {
  return { event: 'content-block-finish', index, content: part as ContentBlock };
}
