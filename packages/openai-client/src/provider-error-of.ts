import {
  definedFields,
  isPlainObject,
  isProviderError,
  ProviderError,
} from '@outcrop/unified-response';
import { type CallLimit, LimitReached } from './call-limit.js';
import { CredentialsError } from './credentials-error.js';
import { CONNECTION_RULES, ERROR_RULES, type ErrorRule, UNKNOWN_ERROR } from './error-table.js';
import { requestIdOf } from './request-id.js';
import type { Secrets } from './secrets.js';

/** What is read of an error of the SDK's, whichever copy of it threw. */
interface SdkError {
  readonly status?: number | undefined;
  readonly code?: string | number | null;
  readonly type?: string | null;
  readonly param?: string | null;
  readonly headers?: Headers;
  readonly error?: unknown;
}

/** What is known of the call that failed. */
export interface FailedCall {
  readonly limit: CallLimit;
  readonly secrets: Secrets;
  /** How often it was sent. */
  readonly attempts: number;
}

/** Whatever went wrong, as a `ProviderError` that shows no secret. */
export function providerErrorOf(thrown: unknown, call: FailedCall): ProviderError {
  if (isProviderError(thrown)) return thrown;
  const { limit, attempts, secrets } = call;
  if (limit.signal.aborted) return endedError(limit.signal.reason, attempts);
  const chain = chainOf(thrown);
  const [error = {}] = chain as SdkError[];
  const rule = ruleOf(error, chain);
  const text = secrets.hide(messageOf(error, chain));
  const { headers, param } = error;
  const status = statusOf(error);
  const isRefused = headers?.get('x-should-retry') === 'false';
  const requestId = requestIdOf(headers);
  return new ProviderError(text, {
    ...{ reason: rule.reason, hint: rule.hint, provider: 'openai', attempts },
    ...(isRefused ? { retryable: false } : definedFields({ retryable: rule.retryable })),
    ...definedFields({ status, requestId, path: param ?? undefined }),
    cause: plainCause(chain, secrets, headers),
  });
}

/** An error that was said inside an answer, where an error of the transport would have a status. */
export function errorInAnswer(error: unknown): SdkError {
  const body = isPlainObject(error) ? error : { message: String(error) };
  const { message = JSON.stringify(body) } = body;
  return Object.assign(new Error(String(message)), { ...body, message, error: body });
}

/** The error of a call that was ended from this side. The model may have done the work: no retry. */
export function endedError(reason: unknown, attempts: number): ProviderError {
  const about = { retryable: false, provider: 'openai', attempts } as const;
  if (reason instanceof LimitReached) {
    const hint = `Raise timeouts.${reason.option}.`;
    return new ProviderError(reason.message, { ...about, reason: 'timeout', hint });
  }
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError';
  const message = isTimeout ? "The caller's time limit was reached" : 'The call was aborted';
  const hint = 'Its signal was fired.';
  return new ProviderError(message, { ...about, hint, reason: isTimeout ? 'timeout' : 'aborted' });
}

/** Milliseconds that the server asks to wait. */
export function retryAfterOf({ cause }: ProviderError, now: number): number | undefined {
  const { retryAfter, retryAfterMs } = (cause ?? {}) as PlainCause;
  const milliseconds = [
    Number(retryAfterMs ?? Number.NaN),
    Number(retryAfter ?? Number.NaN) * 1000,
    Date.parse(retryAfter ?? '') - now,
  ].find(Number.isFinite);
  return milliseconds === undefined ? undefined : Math.max(0, milliseconds);
}

function ruleOf(error: SdkError, chain: readonly unknown[]): ErrorRule {
  if (chain.some((cause) => cause instanceof CredentialsError)) {
    return { reason: 'authentication', hint: 'The function of the caller failed.' };
  }
  const isAnswered = error.status !== undefined || error.error !== undefined;
  const codes = isAnswered ? codesIn(error) : chain.map((cause) => (cause as SdkError)?.code);
  const text = messageOf(error, chain);
  const status = statusOf(error);
  const fits = (rule: ErrorRule): boolean => {
    if (rule.codes && !rule.codes.some((code) => codes.includes(code))) return false;
    if (rule.text && !rule.text.test(text)) return false;
    if (!rule.statuses) return true;
    // Errors within a stream have no status: their words have to do.
    if (status === undefined) return (rule.codes ?? rule.text) !== undefined;
    return rule.statuses.includes(status);
  };
  return (isAnswered ? ERROR_RULES : CONNECTION_RULES).find(fits) ?? UNKNOWN_ERROR;
}

/** Within an answer, servers and proxies give the status as code. */
function statusOf({ status, code }: SdkError): number | undefined {
  return status ?? (typeof code === 'number' ? code : undefined);
}

/** What an error calls itself; Azure says more in an error within. */
function codesIn({ code, type, error }: SdkError): unknown[] {
  const { innererror, inner_error } = (error ?? {}) as Record<string, unknown>;
  const { code: inner } = (innererror ?? inner_error ?? {}) as Record<string, unknown>;
  return [code, type, inner];
}

function messageOf({ error, status }: SdkError, chain: readonly unknown[]): string {
  const texts = chain.map((cause) => (cause instanceof Error ? cause.message : String(cause)));
  if (status !== undefined || error !== undefined) return texts[0] ?? '';
  // "Connection error." and "fetch failed" say nothing: the innermost says what broke.
  return `The server could not be reached, or the connection broke: ${[...new Set(texts)].join(' ')}`;
}

const MAX_DEPTH = 6;

function chainOf(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  let current: unknown = thrown;
  while (current !== undefined && current !== null && chain.length < MAX_DEPTH) {
    chain.push(current);
    current = (current as { cause?: unknown }).cause;
  }
  return chain;
}

interface PlainCause {
  readonly retryAfter?: string;
  readonly retryAfterMs?: string;
}

/** The error without the SDK's objects: they hold headers and bodies, which may repeat secrets. */
function plainCause(
  chain: readonly unknown[],
  secrets: Secrets,
  headers: Headers | undefined,
): Error & PlainCause {
  const [outer] = chain as (SdkError & Partial<Error>)[];
  const innermost = chain.at(-1) as Partial<Error> & SdkError;
  const cause = new Error(secrets.hide(String(innermost?.message ?? outer)));
  cause.name = outer?.constructor?.name ?? 'Error';
  const { status, code, type, param } = outer ?? {};
  const retryAfter = headers?.get('retry-after');
  const retryAfterMs = headers?.get('retry-after-ms');
  const about = { status, code: code ?? innermost?.code, type, param, retryAfter, retryAfterMs };
  const said = Object.entries(about).filter(([, value]) => value != null);
  // As text, it is cleared at once.
  const clean: object = JSON.parse(secrets.hide(JSON.stringify(Object.fromEntries(said))));
  return Object.assign(cause, clean);
}
