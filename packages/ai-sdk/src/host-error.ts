import { APICallError } from '@ai-sdk/provider';
import { isProviderError, type ProviderError } from '@outcrop/unified-response';

/** The call that went wrong. */
export interface FailedCall {
  readonly provider: string;
  readonly modelId: string;
  /** What was asked for. */
  readonly params: unknown;
  readonly signal: AbortSignal | undefined;
}

/**
 * An error as the AI SDK expects it; the `ProviderError` is its `cause`.
 *
 * It never says that it can be retried: the client has retried already, within one deadline, and
 * the host would do all of it again. What the client thought of it is `data.retryable`.
 */
export function toHostError(error: unknown, call: FailedCall): unknown {
  if (call.signal?.aborted) return abortError(error, call.signal);
  if (!isProviderError(error)) return error;
  const { message, hint, status } = error;
  return new APICallError({
    message: hint === undefined ? message : `${message.replace(/[.:]?$/, '.')} ${hint}`,
    url: `${call.provider}:${call.modelId}`,
    requestBodyValues: call.params,
    ...(status === undefined ? {} : { statusCode: status }),
    isRetryable: false,
    data: detailsOf(error),
    cause: error,
  });
}

/** Everything but what had arrived, which is on the cause. */
function detailsOf(error: ProviderError): Record<string, unknown> {
  const { partial: _, ...details } = error.toJSON();
  return details;
}

/** Hosts tell an abort by its name; what had arrived is on the cause. */
function abortError(cause: unknown, { reason }: AbortSignal): Error {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError';
  const name = isTimeout ? 'TimeoutError' : 'AbortError';
  const message = reason instanceof Error ? reason.message : 'The call was aborted.';
  return Object.assign(new DOMException(message, name), { cause });
}
