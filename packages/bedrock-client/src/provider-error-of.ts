import { suggestModelIds } from '@outcrop/bedrock-models';
import { isProviderError, ProviderError } from '@outcrop/unified-response';
import type { ErrorRule, Found } from './error-rules/error-rule.js';
import { ERROR_RULES, UNKNOWN_ERROR } from './error-table.js';
import { bodyOf, headersOf, type SdkError, sdkErrorOf, statusOf } from './sdk-error.js';

/** What is known about the call that failed. */
export interface FailedCall {
  readonly model: string | undefined;
  readonly region: string | undefined;
  /** The profile of the shared AWS files that credentials may have come from. */
  readonly profile?: string | undefined;
  /** How often it was sent. */
  readonly attempts: number;
}

/** Any failure of an attempt as a `ProviderError`. One that is a `ProviderError` already stays as it is. */
export function providerErrorOf(thrown: unknown, call: FailedCall): ProviderError {
  if (isProviderError(thrown)) return thrown;
  const error = sdkErrorOf(thrown);
  const { rule, groups } = recognise(thrown);
  const status = statusOf(error);
  const requestId = error.$metadata?.requestId ?? headersOf(error)['x-amzn-requestid'];
  const signIn = signInCommand(rule, call.profile);
  const hint = hintOf(rule, { groups, signIn, clock: clockOf(error), page: pageOf(error) });
  return new ProviderError(messageOf(error, textOf(thrown)), {
    reason: rule.reason,
    provider: 'bedrock',
    attempts: call.attempts,
    cause: thrown,
    suggestions: suggestionsOf(rule, call),
    ...(rule.retryable === undefined ? {} : { retryable: rule.retryable }),
    ...(hint === undefined ? {} : { hint }),
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** The rule that an error was made by. */
export function ruleOf(error: ProviderError): ErrorRule {
  return error.cause === undefined ? UNKNOWN_ERROR : recognise(error.cause).rule;
}

/**
 * Milliseconds the service asks to wait: `retry-after` in seconds or as a date, AWS's own header in
 * milliseconds, or the delay that Bedrock expects of its queue.
 */
export function retryAfterOf(error: ProviderError, now: number): number | undefined {
  const sdkError = sdkErrorOf(error.cause);
  const { 'x-amz-retry-after': own, 'retry-after': standard } = headersOf(sdkError);
  const queue = /"expectedQueueDelayInMs"\s*:\s*"?(\d+)/.exec(bodyOf(sdkError))?.[1];
  const milliseconds = [
    Number(own ?? Number.NaN),
    Number(standard ?? Number.NaN) * 1000,
    Date.parse(standard ?? '') - now,
    Number(queue ?? Number.NaN),
  ].find(Number.isFinite);
  return milliseconds === undefined ? undefined : Math.max(0, milliseconds);
}

/** Names that say nothing, or the wrong thing: the SDK calls a broken connection a timeout. */
const MUTE_NAMES: readonly string[] = [
  ...['', 'Error', 'Unknown', 'TimeoutError'],
  // Our own: their messages say it all.
  ...['FrameError', 'NoEventStream'],
];

interface Recognised {
  readonly rule: ErrorRule;
  readonly groups: Found['groups'];
}

function recognise(thrown: unknown): Recognised {
  const error = sdkErrorOf(thrown);
  const text = `${textOf(thrown)} ${codesOf(error)}`;
  const exception = exceptionOf(error.name, text);
  const status = statusOf(error);
  // Copies of a text come with typographic apostrophes or straight ones.
  const straight = text.replaceAll('’', "'");
  for (const rule of ERROR_RULES) {
    if (rule.names && !rule.names.includes(exception)) continue;
    if (rule.statuses && (status === undefined || !rule.statuses.includes(status))) continue;
    const match = rule.text?.exec(straight);
    if (match !== null) return { rule, groups: match?.groups ?? {} };
  }
  return { rule: UNKNOWN_ERROR, groups: {} };
}

/** The name of the exception; where others have wrapped it up, as their text has it. */
function exceptionOf(name: string, text: string): string {
  const wrapped = MUTE_NAMES.includes(name) ? /\b[A-Z]\w+Exception\b/.exec(text)?.[0] : undefined;
  const exception = wrapped ?? name;
  return exception.charAt(0).toUpperCase() + exception.slice(1);
}

function hintOf({ hint }: ErrorRule, found: Found): string | undefined {
  return typeof hint === 'function' ? hint(found) : hint;
}

function suggestionsOf(rule: ErrorRule, { model, region, profile }: FailedCall): readonly string[] {
  if (rule.suggestModels && model && region) return suggestModelIds(model, region);
  return rule.signIn && profile ? [signInCommand(rule, profile)] : [];
}

function signInCommand({ signIn }: ErrorRule, profile = '<profile>'): string {
  return `${signIn} --profile ${/^[\w.@<>-]+$/.test(profile) ? profile : `'${profile}'`}`;
}

/** In whole minutes, or seconds: dates in headers have no finer time. */
function clockOf(error: SdkError): string | undefined {
  const ahead = Math.round((Date.now() - Date.parse(headersOf(error).date ?? '')) / 1000);
  if (!Number.isFinite(ahead)) return undefined;
  const seconds = Math.abs(ahead);
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  return `${time} ${ahead > 0 ? 'ahead of' : 'behind'} the service's`;
}

const MAX_TITLE = 100;

function pageOf(error: SdkError): string | undefined {
  const title = /<title[^>]*>([^<]*)/i.exec(bodyOf(error))?.[1]?.replace(/\s+/g, ' ').trim();
  return title ? title.slice(0, MAX_TITLE) : undefined;
}

function textOf(thrown: unknown): string {
  const { message, code } = sdkErrorOf(thrown);
  if (message !== '') return message;
  if (typeof code === 'string') return code;
  return typeof thrown === 'string' ? thrown : 'the call failed for an unknown reason';
}

function messageOf(error: SdkError, said: string): string {
  const status = statusOf(error);
  // A page in another format comes from something in between and says nothing to a caller.
  if (error.name === 'SyntaxError' && status !== undefined) {
    return `The answer (HTTP ${status}) is no JSON`;
  }
  // The SDK's word for an error without a text.
  const what = said === 'UnknownError' ? `HTTP ${status} without a message` : said;
  return MUTE_NAMES.includes(error.name) ? what : `${error.name}: ${what}`;
}

/** Error codes and messages of the causes, such as `ECONNREFUSED`. */
function codesOf(error: SdkError): string {
  const codes: string[] = [];
  let current: SdkError | undefined = error;
  for (let depth = 0; current && depth < 5; depth += 1) {
    if (typeof current.code === 'string') codes.push(current.code);
    if (depth > 0 && current.message !== '') codes.push(current.message);
    current = current.cause === undefined ? undefined : sdkErrorOf(current.cause);
  }
  return codes.join(' ');
}
