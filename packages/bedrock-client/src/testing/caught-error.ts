import { isProviderError, type ProviderError } from '@outcrop/unified-response';

/** The `ProviderError` that a promise rejects with; anything else fails the test. */
export async function caughtError(promise: Promise<unknown>): Promise<ProviderError> {
  try {
    await promise;
  } catch (error) {
    if (isProviderError(error)) return error;
    throw new Error('Expected a ProviderError', { cause: error });
  }
  throw new Error('Expected a rejection');
}

/** The `ProviderError` that calling it throws. */
export function thrownError(call: () => unknown): Promise<ProviderError> {
  return caughtError(
    new Promise((resolve) => {
      resolve(call());
    }),
  );
}
