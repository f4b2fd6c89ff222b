import { type ModelRef, parseModelRef, suggestModelIds } from '@outcrop/bedrock-models';
import { isProviderError, ProviderError } from '@outcrop/unified-response';
import { ERROR_RULES, type ErrorRule } from './error-table.js';

/** What is known about the call that failed. */
export interface FailedCall {
  readonly model: string;
  readonly region: string | undefined;
  /** How often it was sent. */
  readonly attempts: number;
}

/** What the AWS SDK puts on its errors, if anything. */
interface SdkError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** Any failure of an attempt as a `ProviderError`. One that is a `ProviderError` already stays as it is. */
export function providerErrorOf(thrown: unknown, call: FailedCall): ProviderError {
  if (isProviderError(thrown)) return thrown;
  const error: SdkError = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const name = typeof error.name === 'string' ? error.name : '';
  const status = error.$metadata?.httpStatusCode;
  const message = messageOf(thrown, error, status);
  const rule = ruleFor(name, status, `${message} ${codesOf(error)}`);
  const requestId = error.$metadata?.requestId;
  return new ProviderError(name === '' || name === 'Error' ? message : `${name}: ${message}`, {
    reason: rule?.reason ?? 'transient',
    // What nobody recognises is not worth another, perhaps billed, attempt.
    ...(rule?.retryable === undefined && rule ? {} : { retryable: rule?.retryable ?? false }),
    provider: 'bedrock',
    attempts: call.attempts,
    cause: thrown,
    suggestions: rule?.suggestModels ? suggestionsFor(call) : [],
    ...(rule?.hint === undefined ? {} : { hint: rule.hint }),
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** Milliseconds the service asks to wait: `retry-after` in seconds or as a date, or AWS's own in milliseconds. */
export function retryAfterOf(thrown: unknown, now: number): number | undefined {
  const cause: unknown = isProviderError(thrown) ? thrown.cause : thrown;
  const headers = (cause as SdkError | undefined)?.$response?.headers ?? {};
  const own = Number(headers['x-amz-retry-after']);
  if (headers['x-amz-retry-after'] !== undefined && Number.isFinite(own)) return Math.max(0, own);
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const milliseconds = Number.isFinite(Number(value))
    ? Number(value) * 1000
    : Date.parse(value) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

function ruleFor(name: string, status: number | undefined, text: string): ErrorRule | undefined {
  const exception = name.charAt(0).toUpperCase() + name.slice(1);
  // Copies of a text come with typographic apostrophes or straight ones.
  const straight = text.replaceAll('’', "'");
  return ERROR_RULES.find(
    (rule) =>
      (rule.names === undefined || rule.names.includes(exception)) &&
      (rule.statuses === undefined || (status !== undefined && rule.statuses.includes(status))) &&
      (rule.text === undefined || rule.text.test(straight)),
  );
}

/** A body that is no JSON comes from something in between, whose page says nothing to a caller. */
function messageOf(thrown: unknown, error: SdkError, status: number | undefined): string {
  if (error.name === 'SyntaxError' && status !== undefined) {
    return `The answer (HTTP ${status}) is no JSON: it comes from a proxy or from a wrong endpoint`;
  }
  if (typeof error.message === 'string' && error.message !== '') return error.message;
  return typeof thrown === 'string' ? thrown : 'The call failed for an unknown reason';
}

/** Error codes of the error and its causes, such as `ECONNREFUSED`. */
function codesOf(error: SdkError): string {
  const codes: string[] = [];
  let current: SdkError | undefined = error;
  for (let depth = 0; current && depth < 5; depth += 1) {
    if (typeof current.code === 'string') codes.push(current.code);
    if (depth > 0 && typeof current.message === 'string') codes.push(current.message);
    current = current.cause as SdkError | undefined;
  }
  return codes.join(' ');
}

function suggestionsFor(call: FailedCall): readonly string[] {
  if (call.region === undefined) return [];
  let ref: ModelRef;
  try {
    ref = parseModelRef(call.model);
  } catch {
    return [];
  }
  return suggestModelIds(ref, call.region);
}
