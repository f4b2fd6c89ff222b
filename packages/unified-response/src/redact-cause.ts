import { redactSecrets } from './redact-secrets.js';

/** Chains of causes end long before this; a cycle ends here. */
const MAX_DEPTH = 16;

/**
 * The same cause. Where its text, or a cause of its own, holds a secret: an error that inherits
 * everything else from it, because an uncaught error is printed with all of its causes.
 */
export function redactCause(cause: unknown, depth = 0): unknown {
  if (typeof cause === 'string') return redactSecrets(cause);
  if (!(cause instanceof Error) || depth === MAX_DEPTH) return cause;
  const message = redactSecrets(cause.message);
  const stack = redactSecrets(cause.stack ?? '');
  const inner = redactCause(cause.cause, depth + 1);
  const isClean = message === cause.message && stack === (cause.stack ?? '');
  if (isClean && inner === cause.cause) return cause;
  return Object.create(cause, {
    message: { value: message },
    stack: { value: stack },
    ...(inner === undefined ? {} : { cause: { value: inner } }),
  });
}
