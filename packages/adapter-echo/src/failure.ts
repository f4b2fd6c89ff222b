import {
  definedFields,
  type ErrorReason,
  isProviderError,
  ProviderError,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import type { WireFailure } from './wire.js';

/** What each status of Echo means, and what to do about it. */
const REFUSALS: Readonly<Record<number, { readonly reason: ErrorReason; readonly hint: string }>> =
  {
    401: { reason: 'authentication', hint: 'Set api_key to a key that is valid.' },
    403: { reason: 'access_denied', hint: 'Ask the owner of the key for access to the model.' },
    404: { reason: 'model_not_found', hint: 'Set model to one that Echo has.' },
    413: { reason: 'context_overflow', hint: 'Send fewer or shorter messages.' },
    429: { reason: 'throttled', hint: 'Send the call again later, and fewer at a time.' },
    500: { reason: 'transient', hint: 'Send the call again.' },
    503: { reason: 'overloaded', hint: 'Send the call again later.' },
  };

const REFUSED = {
  reason: 'invalid_request',
  hint: 'Change the call as the message says.',
} as const;

/** The error of an answer with a status that is no success. */
export async function refusalOf(response: Response): Promise<ProviderError> {
  const text = await response.text();
  const { status } = response;
  return new ProviderError(`Echo answered ${status}: ${problemIn(text)}`, {
    ...(REFUSALS[status] ?? REFUSED),
    ...{ status, provider: 'echo' },
  });
}

/** Echo's own words, or all that something in front of it says. */
function problemIn(text: string): string {
  try {
    return (JSON.parse(text) as WireFailure).problem ?? text;
  } catch {
    return text;
  }
}

/** What ends a call early, and what to do about it. */
const HINTS = {
  aborted: 'Its signal was fired.',
  timeout: 'Allow more time with timeouts.totalMs.',
} as const;

/** Whatever went wrong with a call, as a `ProviderError`. */
export function failureOf(cause: unknown, ended: keyof typeof HINTS | undefined): ProviderError {
  if (isProviderError(cause)) return cause;
  if (ended) {
    const message = ended === 'timeout' ? 'The call took too long.' : 'The call was aborted.';
    return new ProviderError(message, {
      reason: ended,
      hint: HINTS[ended],
      provider: 'echo',
      cause,
    });
  }
  return new ProviderError(`Echo could not be reached, or the connection broke: ${cause}`, {
    reason: 'transient',
    hint: 'Check endpoint, and send the call again.',
    ...{ provider: 'echo', cause },
  });
}

/** A stream that is over before its end. */
export function cutOff(partial: UnifiedResponse, cause?: unknown): ProviderError {
  return new ProviderError('The stream of Echo broke off.', {
    reason: 'incomplete_stream',
    hint: 'Send the call again; error.partial has what had arrived.',
    ...{ provider: 'echo', partial, ...definedFields({ cause }) },
  });
}
