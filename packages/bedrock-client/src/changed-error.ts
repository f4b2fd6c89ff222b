import { ProviderError, type ProviderErrorInit } from '@outcrop/unified-response';

/** The same error with another message or other members; `undefined` takes a member away. */
export function changedError(
  error: ProviderError,
  changes: { readonly message?: string } & {
    readonly [Member in keyof ProviderErrorInit]?: ProviderErrorInit[Member] | undefined;
  },
): ProviderError {
  const { reason, retryable, hint, suggestions, path } = error;
  const { requestId, status, provider, attempts, partial, cause } = error;
  const about = { reason, retryable, hint, suggestions, path };
  const { message = error.message, ...members } = changes;
  const init = { ...about, requestId, status, provider, attempts, partial, cause, ...members };
  const known = Object.entries(init).filter(([, value]) => value !== undefined);
  return new ProviderError(message, { reason, ...Object.fromEntries(known) });
}
