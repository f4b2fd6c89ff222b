import type {
  LanguageModelV4Source,
  LanguageModelV4StreamPart,
  SharedV4Warning,
} from '@ai-sdk/provider';
import {
  type CitationBlock,
  type ContentBlock,
  definedFields,
  EMPTY_USAGE,
  type ReasoningBlock,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import type { MappedCall } from '../prompt/to-chat-params.js';
import { extraMetadata } from '../response/block-metadata.js';
import { blockToContent, type ContentContext } from '../response/block-to-content.js';
import { toFinishReason } from '../response/finish-reason.js';
import { offeredTools } from '../response/offered-tools.js';
import { toProviderMetadata } from '../response/response-metadata.js';
import { citedBy, Sources } from '../response/sources.js';
import { responseIds } from '../response/to-generate-result.js';
import { toUsage } from '../response/usage.js';
import { toWarning } from '../response/warnings.js';

type Start = Extract<UnifiedStreamEvent, { type: 'response-start' }>;

/** A text that is being streamed, and what it cites. */
interface OpenText {
  readonly citations: CitationBlock[];
  readonly sources: LanguageModelV4Source[];
}

/** Reasoning that is being streamed: what is known of it beside its text. */
interface OpenReasoning {
  signature: string | undefined;
  redacted: readonly Uint8Array[];
}

/** Turns the events of one stream into the AI SDK's parts. */
export class StreamParts {
  readonly #warnings: SharedV4Warning[];
  readonly #tools: ContentContext['tools'];
  readonly #withRaw: boolean;
  readonly #texts = new Map<number, OpenText>();
  readonly #reasoning = new Map<number, OpenReasoning>();
  readonly #calls = new Map<number, string>();
  #context: ContentContext;
  #start: Start | undefined;
  #isStarted = false;

  constructor({ params, warnings }: MappedCall, withRaw: boolean) {
    this.#warnings = [...warnings];
    this.#tools = offeredTools(params);
    this.#withRaw = withRaw;
    this.#context = { sources: new Sources(''), tools: this.#tools, calls: new Map() };
  }

  /** The parts for an event: none for the first ones, whose warnings are told together. */
  push(event: UnifiedStreamEvent): LanguageModelV4StreamPart[] {
    if (event.type === 'response-start') {
      this.#start = event;
      this.#context = { ...this.#context, sources: new Sources(event.id) };
      return [];
    }
    if (event.type === 'warning' && !this.#isStarted) {
      this.#warnings.push(toWarning(event));
      return [];
    }
    const raw: LanguageModelV4StreamPart[] = this.#withRaw
      ? [{ type: 'raw', rawValue: event }]
      : [];
    return [...this.#started(), ...raw, ...this.#parts(event)];
  }

  /** The parts that end a stream that broke; `partial` is what had arrived. */
  fail(
    error: unknown,
    partial: UnifiedResponse | undefined,
    unified: 'error' | 'interrupted',
  ): LanguageModelV4StreamPart[] {
    const metadata = partial && { providerMetadata: toProviderMetadata(partial) };
    return [
      ...this.#started(),
      { type: 'error', error },
      {
        type: 'finish',
        finishReason: { unified, raw: undefined },
        usage: toUsage(partial?.usage ?? EMPTY_USAGE),
        ...metadata,
      },
    ];
  }

  #started(): LanguageModelV4StreamPart[] {
    if (this.#isStarted) return [];
    this.#isStarted = true;
    const ids = this.#start && responseIds(this.#start);
    return [
      { type: 'stream-start', warnings: this.#warnings },
      ...(ids ? [{ type: 'response-metadata', ...ids } as const] : []),
    ];
  }

  #parts(event: UnifiedStreamEvent): LanguageModelV4StreamPart[] {
    switch (event.type) {
      case 'text-start':
        this.#texts.set(event.index, { citations: [], sources: [] });
        return [{ type: 'text-start', id: idOf(event) }];
      case 'text-delta':
        return [{ type: 'text-delta', id: idOf(event), delta: event.text }];
      case 'text-end':
        return [this.#textEnd(event.index)];
      case 'reasoning-start':
        this.#reasoning.set(event.index, { signature: undefined, redacted: [] });
        return [{ type: 'reasoning-start', id: idOf(event) }];
      case 'reasoning-delta':
        return this.#reasoningDelta(event);
      case 'reasoning-end':
        return [this.#reasoningEnd(event.index)];
      case 'tool-call-start': {
        const { index, id, name: toolName } = event;
        this.#calls.set(index, id);
        return [{ type: 'tool-input-start', id, toolName, ...this.#tools.marksOf(toolName) }];
      }
      case 'tool-call-delta': {
        const id = this.#calls.get(event.index) ?? idOf(event);
        return [{ type: 'tool-input-delta', id, delta: event.arguments }];
      }
      case 'tool-call-end': {
        const { id, name, arguments: input } = event;
        const call = { type: 'tool_call', id, name, arguments: input } as const;
        return [{ type: 'tool-input-end', id }, ...this.#whole(call)];
      }
      case 'block':
        return this.#block(event.index, event.block);
      case 'finish': {
        const { response } = event;
        return [
          {
            type: 'finish',
            finishReason: toFinishReason(response),
            usage: toUsage(response.usage),
            providerMetadata: toProviderMetadata(response),
          },
        ];
      }
      // `usage` and late warnings are told with `finish`; of later kinds, nothing is known.
      default:
        return [];
    }
  }

  #textEnd(index: number): LanguageModelV4StreamPart {
    const { citations, sources } = this.#texts.get(index) ?? { citations: [], sources: [] };
    this.#texts.delete(index);
    const block: ContentBlock = {
      type: 'text',
      text: '',
      ...definedFields({ citations: citations.length === 0 ? undefined : citations }),
    };
    const cited = citedBy(citations, sources);
    return { type: 'text-end', id: String(index), ...cited, ...extraMetadata(block) };
  }

  #reasoningDelta(
    event: Extract<UnifiedStreamEvent, { type: 'reasoning-delta' }>,
  ): LanguageModelV4StreamPart[] {
    const open = this.#reasoning.get(event.index);
    if (open && event.signature !== undefined) {
      open.signature = `${open.signature ?? ''}${event.signature}`;
    }
    if (open && event.redacted !== undefined) open.redacted = [...open.redacted, event.redacted];
    if (event.text === '') return [];
    return [{ type: 'reasoning-delta', id: idOf(event), delta: event.text }];
  }

  #reasoningEnd(index: number): LanguageModelV4StreamPart {
    const { signature, redacted = [] } = this.#reasoning.get(index) ?? {};
    this.#reasoning.delete(index);
    const block: ReasoningBlock = {
      type: 'reasoning',
      reasoning: '',
      ...definedFields({
        signature,
        redacted: joined(redacted),
        provider: this.#start?.provider,
        model: this.#start?.model,
      }),
    };
    return { type: 'reasoning-end', id: String(index), ...extraMetadata(block) };
  }

  #block(index: number, block: ContentBlock): LanguageModelV4StreamPart[] {
    const text = this.#texts.get(index);
    if (!text || block.type !== 'citation') return this.#whole(block);
    const source = this.#context.sources.of(block);
    text.citations.push(block);
    text.sources.push(source);
    return [source];
  }

  #whole(block: ContentBlock): LanguageModelV4StreamPart[] {
    return blockToContent(block, this.#context).flatMap((part) =>
      // Text and reasoning have events of their own, and never come as a block.
      part.type === 'text' || part.type === 'reasoning' ? [] : [part],
    );
  }
}

function idOf({ index }: { readonly index: number }): string {
  return String(index);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array | undefined {
  const [first, ...more] = chunks;
  if (more.length === 0) return first;
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
