import { describeValue, ProviderError } from '@outcrop/unified-response';

/** Node's timers take no more: with a longer time they fire at once. */
const MAX_MILLISECONDS = 2_147_483_647;

/** The error for an option that is not what it must be. It shows the value: not for secrets. */
export function invalidOption(name: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`${name}: expected ${expected}, got ${describeValue(value)}`, {
    reason: 'config',
    path: name,
    hint: `Pass ${expected} as ${name}.`,
    provider: 'bedrock',
  });
}

/** @throws ProviderError `config` when it is neither absent nor a time that a timer can keep. */
export function checkMilliseconds(name: string, value: unknown): number | undefined {
  if (value === undefined || (isPositive(value) && value <= MAX_MILLISECONDS)) return value;
  throw invalidOption(name, `milliseconds above 0, at most ${MAX_MILLISECONDS}`, value);
}

/** @throws ProviderError `config` when it is neither absent nor a time that a timer can keep. */
export function checkSeconds(name: string, value: unknown): number | undefined {
  const most = Math.floor(MAX_MILLISECONDS / 1000);
  if (value === undefined || (isPositive(value) && value <= most)) return value;
  throw invalidOption(name, `seconds above 0, at most ${most}`, value);
}

/** @throws ProviderError `config` when it is neither absent nor a whole number of at least `least`. */
export function checkCount(name: string, value: unknown, least: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw invalidOption(name, `a whole number of at least ${least}`, value);
}

/** @throws ProviderError `config` when it is neither absent nor one of the words. */
export function checkWord<const Word extends string>(
  name: string,
  value: unknown,
  words: readonly Word[],
): Word | undefined {
  if (value === undefined) return undefined;
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  throw invalidOption(name, `one of ${words.map((known) => `'${known}'`).join(', ')}`, value);
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
