import { suggestModelIds } from '@outcrop/bedrock-models';
import { isProviderError, ProviderError } from '@outcrop/unified-response';
import { ERROR_RULES, type ErrorRule, UNKNOWN_ERROR } from './error-table.js';

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
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/** Any failure of an attempt as a `ProviderError`. One that is a `ProviderError` already stays as it is. */
export function providerErrorOf(thrown: unknown, call: FailedCall): ProviderError {
  if (isProviderError(thrown)) return thrown;
  const error: SdkError = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const name = typeof error.name === 'string' ? error.name : '';
  // Where the body cannot be read, the response alone has status and id.
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  const requestId = error.$metadata?.requestId ?? headersOf(error)['x-amzn-requestid'];
  const said = textOf(thrown, error);
  const rule = ruleFor(name, status, `${said} ${codesOf(error)}`);
  return new ProviderError(messageOf(name, status, said), {
    reason: rule.reason,
    provider: 'bedrock',
    attempts: call.attempts,
    cause: thrown,
    suggestions: rule.suggestModels && call.region ? suggestModelIds(call.model, call.region) : [],
    ...(rule.retryable === undefined ? {} : { retryable: rule.retryable }),
    ...(rule.hint === undefined ? {} : { hint: rule.hint }),
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** Names that say nothing, or the wrong thing: the SDK calls a broken connection a timeout. */
const MUTE_NAMES: readonly string[] = ['', 'Error', 'Unknown', 'TimeoutError'];

/** Milliseconds the service asks to wait: `retry-after` in seconds or as a date, or AWS's own in milliseconds. */
export function retryAfterOf(error: ProviderError, now: number): number | undefined {
  const { 'x-amz-retry-after': own, 'retry-after': standard } = headersOf(error.cause);
  const milliseconds = [
    Number(own ?? Number.NaN),
    Number(standard ?? Number.NaN) * 1000,
    Date.parse(standard ?? '') - now,
  ].find(Number.isFinite);
  return milliseconds === undefined ? undefined : Math.max(0, milliseconds);
}

function headersOf(error: unknown): Readonly<Record<string, string>> {
  return (error as SdkError | undefined)?.$response?.headers ?? {};
}

function ruleFor(name: string, status: number | undefined, text: string): ErrorRule {
  const exception = name.charAt(0).toUpperCase() + name.slice(1);
  // Copies of a text come with typographic apostrophes or straight ones.
  const straight = text.replaceAll('’', "'");
  const rule = ERROR_RULES.find(
    ({ names, statuses, text: wanted }) =>
      (names === undefined || names.includes(exception)) &&
      (statuses === undefined || (status !== undefined && statuses.includes(status))) &&
      (wanted === undefined || wanted.test(straight)),
  );
  return rule ?? UNKNOWN_ERROR;
}

function textOf(thrown: unknown, error: SdkError): string {
  if (typeof error.message === 'string' && error.message !== '') return error.message;
  if (typeof error.code === 'string') return error.code;
  return typeof thrown === 'string' ? thrown : 'the call failed for an unknown reason';
}

function messageOf(name: string, status: number | undefined, said: string): string {
  // A page in another format comes from something in between and says nothing to a caller.
  if (name === 'SyntaxError' && status !== undefined)
    return `The answer (HTTP ${status}) is no JSON`;
  // The SDK's word for an error without a text.
  const what = said === 'UnknownError' ? `HTTP ${status} without a message` : said;
  return MUTE_NAMES.includes(name) ? what : `${name}: ${what}`;
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
