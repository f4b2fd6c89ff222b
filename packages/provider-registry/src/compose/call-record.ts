import {
  type ChatCompletion,
  type ChatParams,
  type ErrorReason,
  type FinishReason,
  isProviderError,
  type UnifiedResponse,
  type Usage,
} from '@outcrop/unified-response';
import { type FailedEntry, failoverOf } from './failover-record.js';

/** One call, when it has ended: what it was, what came of it, and not a word of what was said. */
export interface CallRecord {
  readonly operation: 'create' | 'stream' | 'createV1Compatible';
  /** `left`: the reader of the stream left before its end. */
  readonly outcome: 'answered' | 'failed' | 'left';
  readonly durationMs: number;
  /** Of a stream: until its first event. */
  readonly firstEventMs?: number;
  /** What the call itself says. */
  readonly request: {
    readonly model?: string;
    readonly messages: number;
    readonly tools: number;
  };
  readonly answer?: AnswerRecord;
  readonly error?: ErrorRecord;
  /** What was said: where `contents` is asked for, and there alone. */
  readonly contents?: {
    readonly params: ChatParams;
    readonly answer?: UnifiedResponse | ChatCompletion;
    readonly error?: unknown;
  };
}

/** An answer without its words. Of `createV1Compatible`, there is only what OpenAI's shape has. */
export interface AnswerRecord {
  readonly id: string;
  readonly model: string;
  readonly provider?: string;
  readonly finishReason: FinishReason;
  readonly usage?: Omit<Usage, 'raw'>;
  /** Null where it is not known. */
  readonly costUsd: number | null;
  /** How many tools are called. */
  readonly toolCalls: number;
  /** Their codes. */
  readonly warnings?: readonly string[];
  /** Their codes. */
  readonly repairs?: readonly string[];
  /** Who had failed before, where the client is a list. */
  readonly failed?: readonly Omit<FailedEntry, 'message'>[];
}

/** An error without its message, which may quote what was said. */
export interface ErrorRecord {
  readonly name: string;
  readonly reason?: ErrorReason;
  readonly retryable?: boolean;
  readonly status?: number;
  readonly requestId?: string;
  readonly provider?: string;
  readonly attempts?: number;
  readonly path?: string;
}

export function requestRecord({ model, messages, tools }: ChatParams): CallRecord['request'] {
  return {
    ...(model !== undefined && { model }),
    messages: lengthOf(messages),
    tools: lengthOf(tools),
  };
}

/** A call that is refused may have said anything. */
function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

export function answerRecord(answer: UnifiedResponse | ChatCompletion): AnswerRecord {
  const { id, model } = answer;
  if ('choices' in answer) {
    const [choice] = answer.choices;
    const finishReason = choice?.finish_reason ?? 'unknown';
    const toolCalls = choice?.message.tool_calls?.length ?? 0;
    return { id, model, finishReason, costUsd: answer.cost, toolCalls };
  }
  const { provider, finishReason, cost, warnings, repairs } = answer;
  const { raw: _, ...usage } = answer.usage;
  const failed = failoverOf(answer)?.failed.map(({ message: _, ...entry }) => entry);
  return {
    id,
    model,
    provider,
    finishReason,
    usage,
    costUsd: cost.status === 'priced' ? cost.usd : null,
    toolCalls: answer.toolCalls.length,
    warnings: warnings.map(({ code }) => code),
    repairs: repairs.map(({ code }) => code),
    ...(failed && { failed }),
  };
}

export function errorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof Error)) return { name: typeof error };
  if (!isProviderError(error)) return { name: error.name };
  const { name, reason, retryable, status, requestId, provider, attempts, path } = error;
  const known = Object.entries({ status, requestId, provider, attempts, path });
  return {
    name,
    reason,
    retryable,
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
  };
}
