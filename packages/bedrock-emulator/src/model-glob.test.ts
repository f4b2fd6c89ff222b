import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesModelGlob } from './model-glob.js';

describe('matchesModelGlob', () => {
  it.each([
    ['*haiku*', 'us.anthropic.claude-haiku-4-5', true],
    ['*haiku*', 'us.anthropic.claude-sonnet-5', false],
    ['amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0', true],
    ['amazon.nova-lite-v1:0', 'amazonXnova-lite-v1:0', false],
    ['amazon.nova-lite-v1:?', 'amazon.nova-lite-v1:0', true],
    ['nova', 'amazon.nova', false],
    ['arn:*/a+b(c)', 'arn:aws:x/a+b(c)', true],
  ])('%s and %s: %s', (glob, modelId, expected) => {
    expect(matchesModelGlob(glob, modelId)).toBe(expected);
  });

  it('matches every id with * and each id with itself', () => {
    const id = fc.string().filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(id, (modelId) => {
        expect(matchesModelGlob('*', modelId)).toBe(true);
        expect(matchesModelGlob(modelId, modelId)).toBe(true);
      }),
    );
  });
});
