import type { Cost } from './cost.js';
import type { FinishReason } from './finish-reason.js';
import type { UnifiedMessage } from './message.js';
import type { Repair, Warning } from './notice.js';
import type { Usage } from './usage.js';

export type ResponseStatus = 'completed' | 'in_progress' | 'failed' | (string & {});

/** What a response is made of; all but the first four have a neutral default. */
export interface UnifiedResponseInit<Parsed = unknown> {
  readonly id: string;
  readonly model: string;
  readonly provider: string;
  readonly messages: readonly UnifiedMessage[];
  /** Default: nothing consumed. */
  readonly usage?: Usage;
  /** Default: unknown, because nobody priced it. */
  readonly cost?: Cost;
  /** Default: `unknown`. */
  readonly finishReason?: FinishReason;
  /** Default: `completed`. */
  readonly status?: ResponseStatus;
  readonly providerMetadata?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly Warning[];
  readonly repairs?: readonly Repair[];
  /** The validated value of a structured output. */
  readonly parsed?: Parsed | undefined;
}
