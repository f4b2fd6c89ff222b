import type {
  Cost,
  Repair,
  UnifiedRequest,
  UnifiedResponse,
  Usage,
} from '@outcrop/unified-response';
import type { Violation } from '../validation.js';
import type { StructuredOutputPlan } from './plan.js';
import { repairRequest } from './repair-request.js';
import { isStructuredOutputError, StructuredOutputError } from './structured-output-error.js';
import { totalCost, totalUsage } from './totals.js';

/** One of the calls that an answer took, in `providerMetadata.structuredOutput.rounds`. */
export interface AnswerRound {
  readonly id: string;
  readonly usage: Usage;
  readonly cost: Cost;
  /** What was wrong with its answer. */
  readonly violations: readonly Violation[];
}

/** The rounds of one answer: counts them, and makes of the last one what the caller gets. */
export class AnswerRounds<Parsed> {
  readonly #plan: StructuredOutputPlan<Parsed>;
  readonly #rounds: AnswerRound[] = [];
  /** What to send next. */
  request: UnifiedRequest;

  constructor(plan: StructuredOutputPlan<Parsed>) {
    this.#plan = plan;
    this.request = plan.request;
  }

  /** What the rounds before this one consumed, and that of this one. */
  usageWith(usage: Usage): Usage {
    const before = this.#rounds.map((round) => round.usage);
    return before.length === 0 ? usage : totalUsage([...before, usage]);
  }

  /**
   * The answer of a round; `undefined` when it is to be mended by sending `request`.
   * @throws StructuredOutputError when it does not fit and no round is left.
   */
  async take(response: UnifiedResponse): Promise<UnifiedResponse<Parsed> | undefined> {
    const { id, usage, cost } = response;
    try {
      const answer = await this.#plan.finish(response);
      return this.totalled(answer);
    } catch (error) {
      if (!isStructuredOutputError(error)) throw error;
      const { violations, partial = response } = error;
      if (this.#rounds.length >= this.#plan.maxRepairs) {
        const { strategy, value } = error;
        throw new StructuredOutputError({
          strategy,
          value,
          violations,
          partial: this.totalled(partial, violations),
        });
      }
      this.#rounds.push({ id, usage, cost, violations });
      this.request = repairRequest(this.request, response, error, this.#plan.context);
      return undefined;
    }
  }

  /** A response with what all rounds consumed and cost. */
  totalled<Value>(
    response: UnifiedResponse<Value>,
    violations: readonly Violation[] = [],
  ): UnifiedResponse<Value> {
    if (this.#rounds.length === 0) return response;
    const { id, usage, cost, providerMetadata } = response;
    const rounds = [...this.#rounds, { id, usage, cost, violations }];
    const { structuredOutput } = providerMetadata;
    const about = { ...(structuredOutput as object | undefined), rounds };
    const [first, ...others] = rounds.map((round) => round.cost);
    return response.with({
      usage: totalUsage(rounds.map((round) => round.usage)),
      ...(first ? { cost: totalCost([first, ...others]) } : {}),
      repairs: [...response.repairs, mended(this.#rounds.length)],
      providerMetadata: { ...providerMetadata, structuredOutput: about },
    });
  }
}

function mended(rounds: number): Repair {
  const times = rounds === 1 ? 'once' : `${rounds} times`;
  return {
    code: 'structured_output_sent_back',
    path: 'response_format',
    message: `The answer did not fit and was sent back ${times}; usage and cost are those of all calls.`,
  };
}

/**
 * Carries a plan out: asks, and sends what does not fit back as often as the plan allows.
 *
 * @param ask sends a request, and prices what comes.
 * @throws StructuredOutputError when no answer fits; and what `ask` throws.
 */
export async function createStructured<Parsed>(
  plan: StructuredOutputPlan<Parsed>,
  ask: (request: UnifiedRequest) => Promise<UnifiedResponse>,
): Promise<UnifiedResponse<Parsed>> {
  const rounds = new AnswerRounds(plan);
  for (;;) {
    const answer = await rounds.take(await ask(rounds.request));
    if (answer) return answer;
  }
}
