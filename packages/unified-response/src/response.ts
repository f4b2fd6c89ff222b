import type {
  CitationBlock,
  ContentBlock,
  ContentBlockOf,
  ContentBlockType,
  ReasoningBlock,
  ToolCallBlock,
} from './content-block.js';
import type { Cost } from './cost.js';
import type { FinishReason } from './finish-reason.js';
import type { UnifiedMessage } from './message.js';
import type { Repair, Warning } from './notice.js';
import type { ResponseStatus, UnifiedResponseInit } from './response-init.js';
import { readResponse } from './response-json.js';
import { toTaggedJson } from './tagged-json.js';
import { EMPTY_USAGE, type Usage } from './usage.js';

/** The statuses that every provider shares. */
const STANDARD_STATUSES: readonly string[] = ['completed', 'in_progress', 'failed'];

const UNPRICED: Cost = Object.freeze({
  status: 'unknown',
  reason: 'not-priced',
  message: 'No price was looked up for this response.',
});

/** Everything a model said, what it cost and why it stopped. Immutable. */
export class UnifiedResponse<Parsed = unknown> {
  readonly id: string;
  /** The model as it was asked for. */
  readonly model: string;
  readonly provider: string;
  /** What the model said, ready to be sent back in the next call. */
  readonly messages: readonly UnifiedMessage[];
  readonly usage: Usage;
  readonly cost: Cost;
  readonly finishReason: FinishReason;
  readonly status: ResponseStatus;
  /** What the provider said beyond that, under its own names. */
  readonly providerMetadata: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
  readonly repairs: readonly Repair[];
  /** The validated value of a structured output; `undefined` when none was asked for. */
  readonly parsed: Parsed | undefined;

  constructor(init: UnifiedResponseInit<Parsed>) {
    this.id = init.id;
    this.model = init.model;
    this.provider = init.provider;
    this.messages = init.messages;
    this.usage = init.usage ?? EMPTY_USAGE;
    this.cost = init.cost ?? UNPRICED;
    this.finishReason = init.finishReason ?? 'unknown';
    this.status = init.status ?? 'completed';
    this.providerMetadata = init.providerMetadata ?? {};
    this.warnings = init.warnings ?? [];
    this.repairs = init.repairs ?? [];
    this.parsed = init.parsed;
  }

  /** The text blocks, in order, joined without a separator. Reasoning is not in it. */
  get text(): string {
    return this.getContentByType('text')
      .map((block) => block.text)
      .join('');
  }

  get reasoning(): ReasoningBlock[] {
    return this.getContentByType('reasoning');
  }

  get toolCalls(): ToolCallBlock[] {
    return this.getContentByType('tool_call');
  }

  /** All citations, in order: those of text blocks and those that stand alone. */
  get citations(): CitationBlock[] {
    const found: CitationBlock[] = [];
    for (const message of this.messages) {
      for (const block of message.content) {
        if (block.type === 'citation') found.push(block);
        else if (block.type === 'text') found.push(...(block.citations ?? []));
      }
    }
    return found;
  }

  /** All blocks with that `type`, in order. */
  getContentByType<Type extends ContentBlockType>(type: Type): ContentBlockOf<Type>[];
  getContentByType(type: string): ContentBlock[];
  getContentByType(type: string): ContentBlock[] {
    return this.messages.flatMap((message) =>
      message.content.filter((block) => block.type === type),
    );
  }

  /** Whether `status` is one that every provider shares: completed, in_progress or failed. */
  isStandardStatus(): boolean {
    return STANDARD_STATUSES.includes(this.status);
  }

  /** The same response with some parts replaced. */
  with(changes: Partial<UnifiedResponseInit<Parsed>>): UnifiedResponse<Parsed> {
    return new UnifiedResponse<Parsed>({ ...this, ...changes });
  }

  /** A plain value for `JSON.stringify`; bytes are base64. `fromJSON` reads it back without loss. */
  toJSON(): Record<string, unknown> {
    return toTaggedJson({ ...this }) as Record<string, unknown>;
  }

  /**
   * Reads what `toJSON` wrote, as a value or as text.
   * @throws TypeError when it is not a response: names the field, what came and what was expected.
   */
  static fromJSON(json: unknown): UnifiedResponse {
    return new UnifiedResponse(readResponse(json));
  }
}
