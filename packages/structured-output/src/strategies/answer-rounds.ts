import type { UnifiedRequest, UnifiedResponse } from '@outcrop/unified-response';
import { EarlierRounds } from './earlier-rounds.js';
import type { StructuredOutputPlan } from './plan.js';
import { repairRequest } from './repair-request.js';
import { isStructuredOutputError, StructuredOutputError } from './structured-output-error.js';

/** The rounds of one answer: counts them, and makes of the last one what the caller gets. */
export class AnswerRounds<Parsed> {
  readonly #plan: StructuredOutputPlan<Parsed>;
  /** What to send next. */
  request: UnifiedRequest;
  /** The rounds before that. */
  earlier: EarlierRounds = new EarlierRounds();

  constructor(plan: StructuredOutputPlan<Parsed>) {
    this.#plan = plan;
    this.request = plan.request;
  }

  /**
   * The answer of a round; `undefined` when it is to be mended by sending `request`.
   * @throws StructuredOutputError when it does not fit and no round is left.
   */
  async take(response: UnifiedResponse): Promise<UnifiedResponse<Parsed> | undefined> {
    try {
      const answer = await this.#plan.finish(response);
      return this.earlier.totalled(answer);
    } catch (error) {
      if (!isStructuredOutputError(error)) throw error;
      const { violations, partial = response } = error;
      if (this.earlier.count >= this.#plan.maxRepairs) {
        const { strategy, value } = error;
        throw new StructuredOutputError({
          strategy,
          value,
          violations,
          partial: this.earlier.totalled(partial, violations),
        });
      }
      this.earlier = this.earlier.and(partial, violations);
      this.request = repairRequest(this.request, response, error, this.#plan.context);
      return undefined;
    }
  }
}

/**
 * Carries a plan out: asks, and sends what does not fit back as often as the plan allows.
 *
 * @param ask sends a request, and prices what comes.
 * @throws StructuredOutputError when no answer fits; and what `ask` throws: a ProviderError of a
 * later call has in `partial` what all calls consumed and cost.
 */
export async function createStructured<Parsed>(
  plan: StructuredOutputPlan<Parsed>,
  ask: (request: UnifiedRequest) => Promise<UnifiedResponse>,
): Promise<UnifiedResponse<Parsed>> {
  const rounds = new AnswerRounds(plan);
  try {
    for (;;) {
      const answer = await rounds.take(await ask(rounds.request));
      if (answer) return answer;
    }
  } catch (error) {
    throw rounds.earlier.failed(error);
  }
}
