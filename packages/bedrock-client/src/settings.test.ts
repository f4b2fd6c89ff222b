import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { resolveSettings, type Settings } from './settings.js';
import { thrownError } from './testing/caught-error.js';

/** Options as JavaScript may pass them. */
type LooseOptions = { readonly [Name in keyof BedrockClientOptions]?: unknown };

function settingsOf(options: LooseOptions): Settings {
  const given = { region: 'us-east-1', ...options } as BedrockClientOptions;
  return resolveSettings(given, readEnvironment({}));
}

describe('attempts', () => {
  it.each<[options: BedrockClientOptions, total: number]>([
    [{}, 5],
    [{ totalMaxAttempts: 1 }, 1],
    [{ maxAttempts: 0 }, 1],
    [{ maxAttempts: 3 }, 4],
    [{ totalMaxAttempts: 2, maxAttempts: 9 }, 2],
  ])('%j make %i in all, as botocore counts', (options, total) => {
    expect(settingsOf(options).totalAttempts).toBe(total);
  });
});

describe('time limits', () => {
  it('are 60 seconds by default, 10 for connecting, and none in all', () => {
    expect(settingsOf({}).timeLimits).toEqual({
      connectMs: 10_000,
      firstByteMs: 60_000,
      idleMs: 60_000,
    });
  });

  it('come from timeout in seconds, and timeouts in milliseconds goes before it', () => {
    const timeouts = { connectMs: undefined, idleMs: 7, totalMs: 8 };
    expect(settingsOf({ timeout: 1.5, timeouts }).timeLimits).toEqual({
      connectMs: 10_000,
      firstByteMs: 1500,
      idleMs: 7,
      totalMs: 8,
    });
  });
});

describe('an option of the wrong kind', () => {
  it.each<[path: string, options: LooseOptions, message: string]>([
    ['timeout', { timeout: 0 }, 'seconds above 0, at most 2147483, got the number 0'],
    ['timeout', { timeout: '60' }, 'seconds above 0, at most 2147483, got the string "60"'],
    ['timeout', { timeout: 1e10 }, 'seconds above 0, at most 2147483, got the number 10000000000'],
    ['timeouts.idleMs', { timeouts: { idleMs: Number.NaN } }, 'got the number NaN'],
    ['timeouts.totalMs', { timeouts: { totalMs: -1 } }, 'got the number -1'],
    ['timeouts.totalMs', { timeouts: { totalMs: Number.POSITIVE_INFINITY } }, 'got the number Inf'],
    ['timeouts', { timeouts: { total: 5 } }, 'only connectMs, firstByteMs, idleMs, totalMs'],
    ['totalMaxAttempts', { totalMaxAttempts: 0 }, 'a whole number of at least 1'],
    ['totalMaxAttempts', { totalMaxAttempts: 1.5 }, 'got the number 1.5'],
    ['maxAttempts', { maxAttempts: -1 }, 'a whole number of at least 0'],
    ['mode', { mode: 'adaptiv' }, `one of 'standard', 'adaptive', 'legacy', got the string`],
    ['protocol', { protocol: 'http3' }, `one of 'http1', 'http2', got the string "http3"`],
    ['onUnsupported', { onUnsupported: true }, `one of 'adapt', 'warn', 'throw', got the boolean`],
    ['endpoint', { endpoint: 'localhost:4566' }, 'an http or https address, got the string'],
    ['endpoint', { endpoint: '' }, 'an http or https address, got the string ""'],
    ['images.maxBytes', { images: { maxBytes: 0 } }, 'a whole number of at least 1'],
    ['images.timeoutMs', { images: { timeoutMs: 'soon' } }, 'got the string "soon"'],
  ])('%s: %j is refused', async (path, options, message) => {
    const error = await thrownError(() => settingsOf(options));
    expect(error).toMatchObject({ reason: 'config', path, provider: 'bedrock' });
    expect(error.message).toMatch(new RegExp(`^${path}: expected `));
    expect(error.message).toContain(message);
  });
});
