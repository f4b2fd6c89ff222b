import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isPlainObject } from './json.js';

describe('isPlainObject', () => {
  it.each<[string, unknown]>([
    ['a literal', {}],
    ['parsed JSON', JSON.parse('{"__proto__":1}')],
    ['an object without prototype', Object.create(null)],
    ['an object of another realm', runInNewContext('({ a: 1 })')],
  ])('is true for %s', (_name, value) => {
    expect(isPlainObject(value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['a text', 'a'],
    ['a function', () => 1],
    ['an array', []],
    ['an array of another realm', runInNewContext('[]')],
    ['bytes', new Uint8Array()],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['an error', new Error('x')],
    ['a class instance', new (class Point {})()],
  ])('is false for %s', (_name, value) => {
    expect(isPlainObject(value)).toBe(false);
  });
});
