import { describe, expect, it } from 'vitest';
import { argumentsOf, isToldExactly } from './tool-arguments.js';

describe('the arguments of a call', () => {
  it.each([
    ['a value alone', { a: 1 }, undefined, '{"a":1}'],
    ['nothing', undefined, undefined, '{}'],
    ['a text, as some hosts have it', '{"a": 1}', undefined, '{"a": 1}'],
    ['a value and its own text', { a: 1 }, '{ "a": 1 }', '{ "a": 1 }'],
    ['a value that was changed since', { a: 2 }, '{ "a": 1 }', '{"a":2}'],
    ['no value, where the text is no JSON', {}, '{"a":', '{"a":'],
    ['the text itself, where it is no JSON', '{"a":', '{"a":', '{"a":'],
    ['a value that mends a broken text', { a: 1 }, '{"a":', '{"a":1}'],
    ['a JSON text', 'x', '"x"', '"x"'],
  ])('%s', (_, input, told, expected) => {
    expect(argumentsOf(input, told)).toBe(expected);
  });

  it('are kept as they are, unless a value says as much', () => {
    expect(isToldExactly('{"a":1}')).toBe(true);
    expect(isToldExactly('{"a": 1}')).toBe(false);
    expect(isToldExactly('{"a":')).toBe(false);
    expect(isToldExactly('')).toBe(false);
  });
});
