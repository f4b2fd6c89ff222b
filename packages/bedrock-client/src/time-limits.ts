import type { Timeouts } from '@outcrop/provider-registry';
import { checkMilliseconds, invalidOption } from './option-check.js';

/** Time limits in milliseconds; an absent one is no limit. */
export interface TimeLimits extends Timeouts {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
}

/** The limits of one call; the one for connecting is the client's, whose connections calls share. */
export const CALL_LIMITS: readonly (keyof TimeLimits)[] = ['firstByteMs', 'idleMs', 'totalMs'];
export const CLIENT_LIMITS: readonly (keyof TimeLimits)[] = ['connectMs', ...CALL_LIMITS];

/**
 * The limits, with those replaced that are given.
 * @throws ProviderError `config` for a limit that is not among the known ones or is no time.
 */
export function withTimeouts(
  limits: TimeLimits,
  timeouts: Timeouts | undefined,
  known: readonly string[],
): TimeLimits {
  const given = Object.entries(timeouts ?? {}).filter(([name, value]) => {
    if (!known.includes(name)) throw invalidOption('timeouts', `only ${known.join(', ')}`, name);
    return checkMilliseconds(`timeouts.${name}`, value) !== undefined;
  });
  return { ...limits, ...Object.fromEntries(given) };
}
