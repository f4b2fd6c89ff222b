import type { ErrorReason } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { ERROR_RULES } from './error-table.js';
import { providerErrorOf } from './provider-error-of.js';
import { ERROR_TEXTS } from './testing/error-texts.js';

const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const CALL = { model: MODEL, region: 'us-east-1', profile: 'work', attempts: 1 };

/** By the service model, and as observed of the AWS front end. */
const STATUS: Readonly<Record<string, number>> = {
  ValidationException: 400,
  AccessDeniedException: 403,
  Forbidden: 403,
  UnrecognizedClientException: 403,
  ExpiredTokenException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  ThrottlingException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
};

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** As the SDK has it on its errors. */
function sdkError(exception: string, message: string): Error {
  const httpStatusCode = STATUS[capitalised(exception)];
  const $metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  return Object.assign(new Error(message), { name: exception, $metadata });
}

const PASSING: readonly ErrorReason[] = ['throttled', 'overloaded', 'transient'];
const OF_THE_DAY = 'L06';

const PREFIX = 'The model returned the following errors: ';

/** The forms in which the same text reaches users. */
const FORMS: readonly (readonly [form: string, write: (text: string) => string])[] = [
  ['bare', (text) => text],
  ['with the prefix of the model', (text) => PREFIX + text],
  ['with typographic apostrophes', (text) => text.replaceAll("'", '’')],
  ['with both', (text) => PREFIX + text.replaceAll("'", '’')],
];

describe.each(FORMS)('a text %s', (_, write) => {
  it.each(ERROR_TEXTS)('$id $exception: $text', ({ id, exception, reason, hint, text }) => {
    const error = providerErrorOf(sdkError(exception, write(text)), CALL);
    expect(error.reason).toBe(reason);
    expect(error.hint).toContain(hint);
    expect(error.retryable).toBe(PASSING.includes(reason) && id !== OF_THE_DAY);
    expect(error.message).toContain(write(text));
  });
});

describe('a text whose exception stands in the text alone', () => {
  const named = ERROR_TEXTS.filter(({ exception }) => exception.endsWith('Exception'));

  it.each(named)('$id $exception: $text', ({ exception, reason, hint, text }) => {
    const name = capitalised(exception);
    const wrapped = `An error occurred (${name}) when calling the Converse operation: ${text}`;
    const error = providerErrorOf(new Error(wrapped), CALL);
    expect(error).toMatchObject({ reason, hint: expect.stringContaining(hint) });
  });
});

describe('what name and status say', () => {
  const overflows = ERROR_TEXTS.filter(({ reason }) => reason === 'context_overflow');

  it.each(overflows)('goes before the text: $text', ({ text }) => {
    expect(overflows.length).toBeGreaterThan(5);
    expect(providerErrorOf(sdkError('ThrottlingException', text), CALL).reason).toBe('throttled');
    const $metadata = { httpStatusCode: 429 };
    const unnamed = Object.assign(new Error(text), { name: 'Unknown', $metadata });
    expect(providerErrorOf(unnamed, CALL).reason).toBe('throttled');
  });
});

describe('suggestions', () => {
  it.each(['I01', 'I02'])('are ids of the region for %s', (wanted) => {
    const { exception = '', text = '' } = ERROR_TEXTS.find(({ id }) => id === wanted) ?? {};
    const { suggestions } = providerErrorOf(sdkError(exception, text), CALL);
    expect(suggestions).toEqual([`us.${MODEL}`, `global.${MODEL}`]);
  });

  it.each([
    ['work', 'aws sso login --profile work'],
    ['my team', "aws sso login --profile 'my team'"],
  ])('are the command that signs in to the profile %s', (profile, command) => {
    const expired = sdkError('ExpiredTokenException', 'The security token is expired');
    const error = providerErrorOf(expired, { ...CALL, profile });
    expect(error.suggestions).toEqual([command]);
    expect(error.hint).toContain(command);
    const { suggestions, hint } = providerErrorOf(expired, { ...CALL, profile: undefined });
    expect(suggestions).toEqual([]);
    expect(hint).toContain('aws sso login --profile <profile>');
  });
});

it('every rule has a hint', () => {
  expect(ERROR_RULES.filter(({ hint }) => hint === undefined)).toEqual([]);
});
