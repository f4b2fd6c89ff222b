import { ProviderError, type UnifiedResponse } from '@outcrop/unified-response';

/** The same error, with this as what had arrived. */
export function errorWithPartial(error: ProviderError, partial: UnifiedResponse): ProviderError {
  const { reason, retryable, hint, suggestions, path } = error;
  const { requestId, status, provider, attempts, cause } = error;
  const about = { hint, path, requestId, status, provider, attempts, cause };
  const known = Object.entries(about).filter(([, value]) => value !== undefined);
  return new ProviderError(error.message, {
    ...Object.fromEntries(known),
    ...{ reason, retryable, suggestions, partial },
  });
}
