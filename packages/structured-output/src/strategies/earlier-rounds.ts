import {
  type Cost,
  EMPTY_USAGE,
  type ErrorReason,
  isProviderError,
  type Repair,
  type UnifiedResponse,
  type Usage,
} from '@outcrop/unified-response';
import type { Violation } from '../validation.js';
import { errorWithPartial } from './error-with-partial.js';
import { isStructuredOutputError } from './structured-output-error.js';
import { totalCost, totalUsage } from './totals.js';

/** One of the calls that an answer took, in `providerMetadata.structuredOutput.rounds`. */
export interface AnswerRound {
  readonly id: string;
  readonly usage: Usage;
  readonly cost: Cost;
  /** What was wrong with its answer. */
  readonly violations: readonly Violation[];
}

/** How a round can end without a word about its usage, although the model may have worked for it. */
const MAY_BE_BILLED: readonly ErrorReason[] = ['timeout', 'aborted', 'incomplete_stream'];

/** A round that may be billed, and has said nothing. */
const UNCOUNTED: AnswerRound = {
  id: '',
  usage: EMPTY_USAGE,
  cost: {
    status: 'unknown',
    reason: 'usage-missing',
    message: 'The last call for the answer broke off before its usage was known.',
  },
  violations: [],
};

/** The rounds of an answer that have been sent back before the one under way. Immutable. */
export class EarlierRounds {
  readonly #rounds: readonly AnswerRound[];
  readonly #last: UnifiedResponse | undefined;

  /** @param last The answer of the last of them, as the caller gets it. */
  constructor(rounds: readonly AnswerRound[] = [], last?: UnifiedResponse) {
    this.#rounds = rounds;
    this.#last = last;
  }

  get count(): number {
    return this.#rounds.length;
  }

  /** Together with one more. */
  and(answer: UnifiedResponse, violations: readonly Violation[]): EarlierRounds {
    return new EarlierRounds([...this.#rounds, roundOf(answer, violations)], answer);
  }

  /** What they consumed, and that of the round under way. */
  usageWith(usage: Usage): Usage {
    if (this.count === 0) return usage;
    return totalUsage([...this.#rounds.map((round) => round.usage), usage]);
  }

  /** The response of the round under way with what all consumed and cost. */
  totalled<Value>(
    response: UnifiedResponse<Value>,
    violations: readonly Violation[] = [],
  ): UnifiedResponse<Value> {
    return this.#inAll(response, [roundOf(response, violations)]);
  }

  /**
   * What there is while the round under way is not over: what has arrived of it, or the answer before
   * it, with what all consumed and cost. `undefined`: nothing at all.
   */
  arrived(partial: UnifiedResponse | undefined): UnifiedResponse | undefined {
    return this.#brokenOff(partial, UNCOUNTED);
  }

  /**
   * The error that the round under way ended in: the same, its `partial` with what all consumed and
   * cost. A StructuredOutputError has that already; without earlier rounds there is nothing to add.
   */
  failed(error: unknown): unknown {
    if (!isProviderError(error) || isStructuredOutputError(error) || this.count === 0) return error;
    const { reason, attempts, partial } = error;
    const mayBeBilled = MAY_BE_BILLED.includes(reason) && attempts !== 0;
    const inAll = this.#brokenOff(partial, mayBeBilled ? UNCOUNTED : undefined);
    return inAll ? errorWithPartial(error, inAll) : error;
  }

  /** @param silent The round under way, where nothing has arrived that would tell its usage. */
  #brokenOff(
    partial: UnifiedResponse | undefined,
    silent: AnswerRound | undefined,
  ): UnifiedResponse | undefined {
    const round = partial ? roundOf(partial) : silent;
    const hasContent = partial?.messages.some(({ content }) => content.length > 0);
    const shown = hasContent ? partial : (this.#last ?? partial);
    return shown && this.#inAll(shown, round ? [round] : []);
  }

  #inAll<Value>(
    response: UnifiedResponse<Value>,
    underWay: readonly AnswerRound[],
  ): UnifiedResponse<Value> {
    if (this.count === 0) return response;
    const rounds = [...this.#rounds, ...underWay];
    const { providerMetadata, repairs } = response;
    const { structuredOutput } = providerMetadata;
    const about = { ...(structuredOutput as object | undefined), rounds };
    const [first, ...others] = rounds.map((round) => round.cost);
    return response.with({
      usage: totalUsage(rounds.map((round) => round.usage)),
      ...(first ? { cost: totalCost([first, ...others]) } : {}),
      repairs: [...repairs, sentBack(this.count)],
      providerMetadata: { ...providerMetadata, structuredOutput: about },
    });
  }
}

function roundOf(
  { id, usage, cost }: UnifiedResponse,
  violations: readonly Violation[] = [],
): AnswerRound {
  return { id, usage, cost, violations };
}

function sentBack(rounds: number): Repair {
  const times = rounds === 1 ? 'once' : `${rounds} times`;
  return {
    code: 'structured_output_sent_back',
    path: 'response_format',
    message: `The answer did not fit and was sent back ${times}; usage and cost are those of all calls.`,
  };
}
