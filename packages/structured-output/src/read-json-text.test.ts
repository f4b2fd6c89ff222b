import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonText } from './read-json-text.js';
import { countWork } from './testing/count-work.js';

const FOUND: readonly (readonly [string, string, unknown])[] = [
  ['bare', ' {"a": 1}\n', { a: 1 }],
  ['bare, with a byte order mark', '\uFEFF[1]', [1]],
  ['a scalar', ' null ', null],
  ['fenced', 'Here:\n```json\n{"a": 1}\n```\nDone.', { a: 1 }],
  ['fenced without a language', '```\n[1, 2]\n```', [1, 2]],
  [
    'fenced twice: the last one',
    '```json\n{"a": 1}\n```\nno, better:\n```json\n{"a": 2}\n```',
    { a: 2 },
  ],
  ['fenced, where the last fence is no JSON', '```json\n{"a": 1}\n```\n```sh\nls\n```', { a: 1 }],
  ['with fences in a string', '{"a": "```json\\n{}\\n```"}', { a: '```json\n{}\n```' }],
  ['in prose', 'Sure! {"a": {"b": [1, "}"]}} is what you want.', { a: { b: [1, '}'] } }],
  ['in prose with brackets', 'As said [1], see {"a": [1, 2]} [2].', { a: [1, 2] }],
  [
    'in prose with a bracket that is never closed',
    'An open { or [ and "a quote:\n{"a": 1}',
    { a: 1 },
  ],
  ['in brackets of prose', '(see [that is {"a": 1}])', { a: 1 }],
  ['an escaped quote in a string', 'x {"a": "\\"}"} y', { a: '"}' }],
];

describe('readJsonText', () => {
  test.each(FOUND)('%s', (_, text, value) => {
    expect(readJsonText(text)).toEqual({ found: true, value });
  });

  test.each([
    '',
    '   ',
    'No JSON at all.',
    '{"a": 1',
    "{'a': 1}",
    '```json\n{"a": \n```',
    '}{',
    '[[[[',
  ])('nothing in %j', (text) => {
    expect(readJsonText(text)).toEqual({ found: false });
  });

  test('any object is found in prose and in fences', () => {
    const prose = fc.stringMatching(/^[a-z ,.:;!?'-]{0,40}$/);
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(prose, object, prose, fc.boolean(), (before, value, after, isFenced) => {
        const json = JSON.stringify(value);
        const text = isFenced ? `\`\`\`json\n${json}\n\`\`\`` : json;
        const whole: unknown = JSON.parse(json);
        // A fence in the JSON itself ends the fence around it.
        fc.pre(!json.includes('```'));
        expect(readJsonText(`${before}\n${text}\n${after}`)).toEqual({ found: true, value: whole });
      }),
      { numRuns: 500 },
    );
  });

  test.each(['{', '[', '{"a":[', '}', '"', '{]', '```\n', '[x]'])(
    'the work grows with the text, and not with its square: %j',
    (piece) => {
      const work = (count: number): number => countWork(() => readJsonText(piece.repeat(count)));
      expect(work(4000)).toBeLessThan(work(1000) * 5);
    },
  );
});
