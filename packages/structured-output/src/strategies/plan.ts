import type {
  Repair,
  StructuredOutputStrategy,
  UnifiedRequest,
  UnifiedResponse,
} from '@outcrop/unified-response';
import type { CompiledSchema } from '../compile-schema.js';
import type { ResolvedFormat } from '../resolved-format.js';

/** What everything that reads the answer of one call has to know. */
export interface AnswerContext<Parsed = unknown> {
  readonly format: ResolvedFormat<Parsed>;
  readonly strategy: StructuredOutputStrategy;
  readonly compiled: CompiledSchema;
  /** The name of the tool that takes the answer, offered or not. */
  readonly toolName: string;
  /** Where that tool stands among the tools of the request. Absent: it is not offered. */
  readonly toolPath?: string;
  /** Whether what the model writes is the text of the answer, and can be shown on its way. */
  readonly streamsText: boolean;
  /** How the schema that is sent differs from the caller's. */
  readonly schemaRepairs: readonly Repair[];
}

/** How one call gets its structured output. */
export interface StructuredOutputPlan<Parsed = unknown> {
  readonly strategy: StructuredOutputStrategy;
  /** The request to send in place of the caller's. */
  readonly request: UnifiedRequest;
  /** How often an answer that does not fit is sent back to be mended. */
  readonly maxRepairs: number;
  /** @internal */
  readonly context: AnswerContext<Parsed>;
  /**
   * The answer as the caller gets it: with `parsed`, its text the value as text, without the call
   * of `__structured_output`. Where the model was cut short (`length`), filtered (`content_filter`)
   * or calls tools of the caller's own (`tool_calls`), `parsed` is `undefined`, and nothing is thrown.
   *
   * @throws StructuredOutputError when the answer does not fit the format.
   */
  finish(response: UnifiedResponse): Promise<UnifiedResponse<Parsed>>;
  /** What has arrived of an answer that broke off, as the caller gets it. */
  partial(response: UnifiedResponse): UnifiedResponse;
}
