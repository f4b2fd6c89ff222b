import { isProviderError } from '@outcrop/unified-response';
import { toMessage } from './response/to-message.js';

/**
 * How LangChain recognises its own errors, and whether one can be retried: by symbols that all of its
 * copies share. Source: `errors` and `utils/namespace` of `@langchain/core` 1.4.0.
 */
const RETRYABLE: unique symbol = Symbol.for('langchain.errors.retryable');
const LANGCHAIN_ERROR: unique symbol = Symbol.for('langchain.error');
const MODEL_ABORT: unique symbol = Symbol.for('langchain.error.model-abort');
const CONTEXT_OVERFLOW: unique symbol = Symbol.for('langchain.error.context-overflow');

/**
 * The same error, in which LangChain finds what it looks for: `ModelAbortError.isInstance` and
 * `ContextOverflowError.isInstance` hold for an abort and an overflow, with the `partialOutput` of
 * the former, and `getRetryable` tells whether a `withRetry` makes sense.
 */
export function toHostError(error: unknown): unknown {
  if (!isProviderError(error)) return error;
  const marks: Record<PropertyKey, unknown> = { [RETRYABLE]: error.retryable };
  if (error.reason === 'context_overflow') marks[CONTEXT_OVERFLOW] = true;
  if (error.reason === 'aborted') {
    marks[MODEL_ABORT] = true;
    if (error.partial) marks.partialOutput = toMessage(error.partial);
  }
  if (CONTEXT_OVERFLOW in marks || MODEL_ABORT in marks) marks[LANGCHAIN_ERROR] = true;
  for (const key of Reflect.ownKeys(marks)) {
    // Hidden, so that a printed error stays what it was.
    Object.defineProperty(error, key, { value: marks[key], configurable: true });
  }
  return error;
}
