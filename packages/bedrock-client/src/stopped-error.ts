import { ProviderError } from '@outcrop/unified-response';
import { LimitReached } from './time-limit.js';

/**
 * The error of a call that was ended from this side. It is made from the reason of the signal that
 * ended it: the AWS SDK tells every abort alike. Never retryable: the model may have done, and
 * billed, the work.
 *
 * @param failed The failure whose retry was being waited for.
 */
export function stoppedError(
  reason: unknown,
  attempts: number,
  failed?: ProviderError,
): ProviderError {
  const about = { retryable: false, provider: 'bedrock', attempts } as const;
  if (reason instanceof LimitReached) {
    const after = failed ? `; attempt ${attempts} had failed with ${failed.message}` : '';
    return new ProviderError(`${reason.message}${after}`, {
      ...about,
      reason: 'timeout',
      hint: reason.limit.hint,
      cause: failed ?? reason,
    });
  }
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return new ProviderError(
    timedOut ? "The caller's time limit was reached" : 'The call was aborted',
    { ...about, reason: timedOut ? 'timeout' : 'aborted', cause: reason },
  );
}
