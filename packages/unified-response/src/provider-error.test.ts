import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { type ErrorReason, isProviderError, ProviderError } from './provider-error.js';
import { UnifiedResponse } from './response.js';
import { SECRET_TEXTS } from './testing/secret-texts.js';

describe('ProviderError', () => {
  it.each<[ErrorReason, boolean]>([
    ['throttled', true],
    ['overloaded', true],
    ['timeout', true],
    ['transient', true],
    ['context_overflow', false],
    ['invalid_request', false],
    ['authentication', false],
    ['access_denied', false],
    ['model_not_found', false],
    ['model_error', false],
    ['content_filtered', false],
    ['incomplete_stream', false],
    ['aborted', false],
    ['unsupported', false],
    ['config', false],
  ])('with the reason %s is retryable: %s, unless it says otherwise', (reason, retryable) => {
    expect(new ProviderError('x', { reason }).retryable).toBe(retryable);
    expect(new ProviderError('x', { reason, retryable: !retryable }).retryable).toBe(!retryable);
  });

  it('is an Error that keeps what it was given', () => {
    const cause = new Error('socket closed');
    const partial = new UnifiedResponse({ id: 'r', model: 'm', provider: 'p', messages: [] });
    const fields = {
      reason: 'incomplete_stream',
      hint: 'Send it again.',
      suggestions: ['a', 'b'],
      path: 'messages[0]',
      requestId: 'q1',
      status: 200,
      provider: 'bedrock',
      attempts: 2,
      partial,
      cause,
    } as const;
    const error = new ProviderError('the stream ended early', fields);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ProviderError');
    expect(error.message).toBe('the stream ended early');
    expect({ ...error, partial: error.partial, cause: error.cause }).toEqual({
      ...fields,
      name: 'ProviderError',
      retryable: false,
    });
    expect(error.cause).toBe(cause);
  });

  it('writes all it knows as JSON, without cause and stack', () => {
    const partial = new UnifiedResponse({ id: 'r', model: 'm', provider: 'p', messages: [] });
    const cause = new Error('socket closed');
    const error = new ProviderError('x', { reason: 'timeout', attempts: 3, partial, cause });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ProviderError',
      message: 'x',
      reason: 'timeout',
      retryable: true,
      suggestions: [],
      attempts: 3,
      partial: JSON.parse(JSON.stringify(partial)),
    });
  });

  it('prints what it knows, and no partial response', () => {
    const partial = new UnifiedResponse({ id: 'r', model: 'm', provider: 'p', messages: [] });
    const error = new ProviderError('x', { reason: 'timeout', hint: 'Wait.', partial });
    const printed = inspect(error);
    expect(printed).toContain('ProviderError: x');
    expect(printed).toContain("hint: 'Wait.'");
    expect(printed).not.toContain('undefined');
    expect(printed).not.toContain('partial');
  });

  it.each(SECRET_TEXTS)('shows nowhere the secret of %j', (text, secret) => {
    const inner = new Error(text);
    const cause = new TypeError(text, { cause: inner });
    const error = new ProviderError(text, {
      reason: 'authentication',
      hint: text,
      suggestions: [text],
      cause,
    });
    for (const shown of [
      error.message,
      error.hint,
      error.stack,
      String(error),
      JSON.stringify(error),
      inspect(error),
      // How Node prints an error that nobody caught.
      inspect(error, { customInspect: false, colors: true, showHidden: true }),
    ]) {
      expect(shown).toContain('[redacted]');
      expect(shown).not.toContain(secret);
    }
    expect(inner.message).toBe(text);
  });

  it('keeps all of a cause but the secret', () => {
    const cause = Object.assign(new RangeError('password=hunter2'), { code: 'EBAD' });
    const error = new ProviderError('x', { reason: 'config', cause });
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(error.cause).toMatchObject({ code: 'EBAD', message: 'password=[redacted]' });
    expect(cause.message).toBe('password=hunter2');
  });

  it.each([
    ['a text', 'password=hunter2', 'password=[redacted]'],
    ['a value', 7, 7],
  ])('takes %s as cause', (_name, cause, kept) => {
    expect(new ProviderError('x', { reason: 'config', cause }).cause).toBe(kept);
  });

  it('takes a cause that is its own cause', () => {
    const cause = new Error('round');
    cause.cause = cause;
    expect(new ProviderError('x', { reason: 'config', cause }).cause).toBe(cause);
  });
});

describe('isProviderError', () => {
  it('knows the errors of another copy of this package', async () => {
    vi.resetModules();
    const other = await import('./provider-error.js');
    expect(other.ProviderError).not.toBe(ProviderError);
    const error = new other.ProviderError('x', { reason: 'timeout' });
    expect(error).not.toBeInstanceOf(ProviderError);
    expect(isProviderError(error)).toBe(true);
    expect(other.isProviderError(new ProviderError('x', { reason: 'timeout' }))).toBe(true);
  });

  it.each([
    ['another error', new Error('x')],
    ['an object that looks like one', { name: 'ProviderError', reason: 'timeout' }],
    ['a text', 'ProviderError'],
    ['null', null],
    ['undefined', undefined],
  ])('does not know %s', (_name, value) => {
    expect(isProviderError(value)).toBe(false);
  });
});
