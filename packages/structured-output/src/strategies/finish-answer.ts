import type { UnifiedResponse, Warning } from '@outcrop/unified-response';
import type { Violation } from '../validation.js';
import { callersCode } from './callers-code.js';
import type { AnswerContext } from './plan.js';
import { type Candidate, isCutOff, readAnswer } from './read-answer.js';
import { withAnswer, withoutAnswer } from './rewrite-response.js';
import { type SettledValue, settleValue } from './settle-value.js';
import { describeViolations, StructuredOutputError } from './structured-output-error.js';

/**
 * A response as the caller gets it.
 * @throws StructuredOutputError when the answer does not fit the format; ProviderError `config` when
 * code of the caller's format throws.
 */
export async function finishAnswer<Parsed>(
  response: UnifiedResponse,
  context: AnswerContext<Parsed>,
): Promise<UnifiedResponse<Parsed>> {
  const cleaned = withoutAnswer<Parsed>(response, context);
  if (isCutOff(response.finishReason)) return cleaned;
  const { candidates, callsTools } = readAnswer(response, context);
  const settled = await callersCode('its validation', cleaned, () =>
    firstThatFits(candidates, context),
  );
  if (settled?.ok) {
    const { candidate, value, repairs } = settled;
    const text = await callersCode('format', cleaned, () => context.format.format(value));
    const others = candidates.length - 1;
    return withAnswer(response, context, {
      value,
      text,
      source: candidate.source,
      repairs: [...candidate.repairs, ...repairs],
      warnings: others === 0 ? [] : [repeated(others)],
    });
  }
  if (callsTools) {
    // The model has not done yet: it gives its answer when it has seen what the tools say.
    const isGiven = settled?.candidate.source === 'call';
    return isGiven ? cleaned.with({ warnings: [...cleaned.warnings, early(settled)] }) : cleaned;
  }
  throw new StructuredOutputError({
    strategy: context.strategy,
    value: settled?.candidate.value,
    violations: settled?.violations ?? [NOTHING],
    partial: cleaned,
  });
}

const NOTHING: Violation = { path: '', message: 'is missing' };

type Tried<Parsed> = SettledValue<Parsed> & { readonly candidate: Candidate };

/** The first candidate that fits, else the first of all. */
async function firstThatFits<Parsed>(
  candidates: readonly Candidate[],
  context: AnswerContext<Parsed>,
): Promise<Tried<Parsed> | undefined> {
  let first: Tried<Parsed> | undefined;
  for (const candidate of candidates) {
    const settled = { ...(await settleValue(candidate.value, context)), candidate };
    if (settled.ok) return settled;
    first ??= settled;
  }
  return first;
}

function repeated(others: number): Warning {
  return {
    code: 'structured_output_repeated',
    path: 'response_format',
    message: `The model gave more than one answer: the first that fits was taken, ${others} left out.`,
  };
}

function early({ violations }: { readonly violations: readonly Violation[] }): Warning {
  return {
    code: 'structured_output_early',
    path: 'response_format',
    message: `The model gave an answer beside its tool calls, and it does not fit: ${describeViolations(violations).join('; ')}`,
  };
}
