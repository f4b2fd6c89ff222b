import { AIMessageChunk, type AIMessageChunkFields } from '@langchain/core/messages';
import type { ToolCallChunk } from '@langchain/core/messages/tool';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import type { UnifiedStreamEvent } from '@outcrop/unified-response';
import { blockToPart } from '../response/block-to-part.js';
import { isPlainCall } from '../response/message-parts.js';
import type { Part } from '../response/part.js';
import { MODEL_PROVIDER } from '../response/response-metadata.js';
import { aboutMessage, type MessageAbout } from '../response/to-message.js';
import { OpenBlocks } from './open-blocks.js';

export interface ChunkOptions {
  /** Whether the content must be standard content blocks throughout. */
  readonly isV1: boolean;
  /** Whether texts may come with citations, which a string has no place for. */
  readonly mayCite: boolean;
}

type Chunk = Pick<AIMessageChunkFields, 'content' | 'tool_call_chunks'>;

/**
 * Turns the events of one stream into chunks, which LangChain puts together by the `index` of their
 * parts: joined, they are the message of the whole answer. As everybody in LangChain expects, the
 * text of an answer that begins with it comes as strings.
 */
export class MessageChunks {
  readonly #blocks = new OpenBlocks();
  readonly #isV1: boolean;
  readonly #metadata: Readonly<Record<string, unknown>>;
  /** The one text that comes as strings; `false` when it is too late for one. */
  #stringText: number | undefined | false;
  /** Calls that are not in the content, and must be when something follows them. */
  #plainCalls: Part[] = [];

  constructor({ isV1, mayCite }: ChunkOptions) {
    this.#isV1 = isV1;
    this.#stringText = isV1 || mayCite ? false : undefined;
    const version = isV1 ? { output_version: 'v1' } : {};
    this.#metadata = { model_provider: MODEL_PROVIDER, ...version };
  }

  push(event: UnifiedStreamEvent): ChatGenerationChunk | undefined {
    switch (event.type) {
      case 'response-start':
        this.#blocks.start(event);
        return undefined;
      case 'text-start':
      case 'reasoning-start':
        this.#blocks.open(event);
        return undefined;
      case 'text-delta':
        this.#blocks.add(event);
        return event.text === '' ? undefined : this.#text(event.text, event.index);
      case 'reasoning-delta': {
        this.#blocks.add(event);
        const { text: reasoning, index } = event;
        return reasoning === '' ? undefined : this.#parts({ type: 'reasoning', reasoning, index });
      }
      case 'text-end':
      case 'reasoning-end':
        return this.#end(blockToPart(this.#blocks.close(event)), event.index);
      case 'tool-call-start': {
        const { index, id, name } = event;
        this.#stringText ??= false;
        return this.#call({ type: 'tool_call_chunk', index, id, name, args: '' });
      }
      case 'tool-call-delta':
        if (event.arguments === '') return undefined;
        return this.#call({ type: 'tool_call_chunk', index: event.index, args: event.arguments });
      case 'tool-call-end': {
        const { index, id, name, arguments: text } = event;
        return this.#callEnd(blockToPart({ type: 'tool_call', id, name, arguments: text }), index);
      }
      case 'block':
        if (this.#blocks.cites(event)) return undefined;
        return this.#parts({ ...blockToPart(event.block), index: event.index });
      case 'finish':
        return this.#chunk({ content: [] }, aboutMessage(event.response));
      // `usage` and warnings are told with `finish`; of later kinds, nothing is known.
      default:
        return undefined;
    }
  }

  #text(text: string, index: number): ChatGenerationChunk {
    this.#stringText ??= index;
    return this.#stringText === index
      ? this.#chunk({ content: text })
      : this.#parts({ type: 'text', text, index });
  }

  /** What is known of a text or of reasoning at its end, beside its text. */
  #end({ text, reasoning, ...others }: Part, index: number): ChatGenerationChunk | undefined {
    const isTold = Object.keys(others).length === 1 && (text ?? reasoning) !== '';
    if (isTold) return undefined;
    const continues = this.#stringText === index && text !== '' ? { continues: true } : {};
    // An empty text would get lost when chunks are joined, but reasoning may be signed without one.
    const empty = reasoning === undefined ? {} : { reasoning: '' };
    return this.#parts({ ...others, ...empty, ...continues, index });
  }

  #callEnd(part: Part, index: number): ChatGenerationChunk | undefined {
    const placed = { ...part, index };
    if (this.#isV1 || !isPlainCall(part)) return this.#parts(placed);
    this.#plainCalls.push(placed);
    return undefined;
  }

  #call(chunk: ToolCallChunk): ChatGenerationChunk {
    return this.#chunk({ content: [], tool_call_chunks: [chunk] });
  }

  #parts(part: Part): ChatGenerationChunk {
    this.#stringText ??= false;
    const content = [...this.#plainCalls, part];
    this.#plainCalls = [];
    return this.#chunk({ content } as Chunk);
  }

  #chunk(chunk: Chunk, about: Partial<MessageAbout> = {}): ChatGenerationChunk {
    const { id } = this.#blocks;
    const message = new AIMessageChunk({
      ...(id === undefined ? {} : { id }),
      ...about,
      ...chunk,
      response_metadata: { ...about.response_metadata, ...this.#metadata },
    } as AIMessageChunkFields);
    return new ChatGenerationChunk({ text: message.text, message });
  }
}
