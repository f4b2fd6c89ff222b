import { isProviderError, ProviderError, type UnifiedResponse } from '@outcrop/unified-response';

/**
 * Runs what is the caller's: a schema's own checks, a formatter, a validator.
 * @throws ProviderError `config` for whatever it throws; the answer is in `partial`.
 */
export async function callersCode<Result>(
  what: string,
  partial: UnifiedResponse,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    if (isProviderError(cause)) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new ProviderError(`response_format: ${what} threw: ${said}`, {
      reason: 'config',
      path: 'response_format',
      hint: 'It is called with what a model writes, and has to tell what is wrong without throwing.',
      provider: partial.provider,
      ...(partial.id === '' ? {} : { requestId: partial.id }),
      partial,
      cause,
    });
  }
}
