import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajvValidator } from './ajv-validator.js';
import { type CompiledSchema, compileSchema } from './compile-schema.js';
import { createPartialJson } from './partial-json.js';
import { NATIVE_DIALECT, OPENAI_STRICT_DIALECT, type SchemaDialect } from './schema-dialect.js';
import { countWork } from './testing/count-work.js';
import { isDeepPartial } from './testing/is-deep-partial.js';
import { SCHEMA_CASES } from './testing/schemas.js';

interface Reading {
  /** A copy of each state that was shown. */
  readonly states: unknown[];
  readonly last: unknown;
  readonly status: string;
}

function read(
  chunks: readonly string[],
  schema?: Readonly<Record<string, unknown>>,
  compiled?: CompiledSchema,
): Reading {
  const partial = createPartialJson(schema, compiled);
  const states: unknown[] = [];
  for (const chunk of [...chunks, undefined]) {
    const state = chunk === undefined ? partial.end() : partial.push(chunk);
    if (state !== undefined) states.push(structuredClone(state));
  }
  return { states, last: states.at(-1), status: partial.status };
}

/** A text in pieces. */
function split(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, at) => text.slice(from, places[at]));
}

const cuts = fc.array(fc.nat(), { maxLength: 30 });

describe('createPartialJson', () => {
  test('any split of a text ends in what JSON.parse makes of it, and each state is a part of it', () => {
    const spaces = fc.constantFrom(undefined, 2, '\t');
    fc.assert(
      fc.property(fc.jsonValue(), cuts, spaces, (value, where, indent) => {
        const text = JSON.stringify(value, null, indent);
        const whole: unknown = JSON.parse(text);
        const { states, last, status } = read(split(text, where));
        expect(status).toBe('complete');
        expect(last).toStrictEqual(whole);
        for (const state of states) {
          expect(isDeepPartial(state, whole), JSON.stringify(state)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('escapes, surrogates and numbers may be cut anywhere', () => {
    const text = String.raw`{"a\u0041\n":"\ud83d\ude00 \"x\" \\ \/ ${'\u{1f600}'} \ud83d","n":-12.50e+3,"big":123456789012345678901234567890,"t":[true,false,null]}`;
    const whole: unknown = JSON.parse(text);
    const { states, last } = read([...text].flatMap((sign) => sign.split('')));
    expect(last).toStrictEqual(whole);
    for (const state of states) expect(isDeepPartial(state, whole)).toBe(true);
    for (let at = 0; at <= text.length; at += 1) {
      expect(read([text.slice(0, at), text.slice(at)]).last).toStrictEqual(whole);
    }
  });

  test('names that objects inherit are properties like all others', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(JSON.stringify(read([...text]).last)).toBe(text);
  });

  test('strings grow where they are free, and all else is shown when it is complete', () => {
    const schema = {
      type: 'object',
      properties: {
        text: { type: 'string' },
        color: { enum: ['red', 'green'] },
        on: { type: 'string', format: 'date' },
        n: { type: 'number' },
      },
    };
    const { states } = read(
      ['{"te', 'xt":"Hel', 'lo","color":"re', 'd","on":"2026-', '01-01","n":1', '2}'],
      schema,
    );
    expect(states).toEqual([
      {},
      { text: 'Hel' },
      { text: 'Hello' },
      { text: 'Hello', color: 'red' },
      { text: 'Hello', color: 'red', on: '2026-01-01' },
      { text: 'Hello', color: 'red', on: '2026-01-01', n: 12 },
    ]);
  });

  test('what the schema has no place for is not shown', () => {
    const schema = {
      type: 'object',
      properties: { rows: { type: 'array', items: { type: 'number' } }, next: { type: 'string' } },
    };
    const { last } = read(['{"rows":"[1,2]","next":"a"}'], schema);
    expect(last).toEqual({ next: 'a' });
    expect(read(['{"rows":[1,{"a":2},"x",3]}'], schema).last).toEqual({ rows: [1, 3] });
  });

  test('prose and fences around the value are passed over', () => {
    const object = { type: 'object', properties: { a: { type: 'number' } } };
    for (const text of [
      'Here is it:\n```json\n{"a": 1}\n```\nThat is all.',
      'true to form [see below]: {"a": 1}',
      '"Quoted" and [1]: {"a": 1} {"a": 2}',
      '\uFEFF {"a": 1}',
    ]) {
      expect(read([...text], object), text).toMatchObject({ last: { a: 1 }, status: 'complete' });
    }
  });

  test('what breaks off stays as far as it came', () => {
    expect(read(['{"a":[1,{"b":"x'])).toMatchObject({
      last: { a: [1, { b: 'x' }] },
      status: 'open',
    });
    expect(read(['{"a":1,}', ' {"b":1}'])).toMatchObject({ last: { a: 1 }, status: 'broken' });
    for (const text of [
      '{"a":"x\ny"}',
      '{"a":01}',
      '{"a":"\\x"}',
      '{"a":"\\u00g0"}',
      '{a:1}',
      '[1}',
      '[1 2]',
      '{"a" 1}',
    ]) {
      expect(read([text]).status, text).not.toBe('complete');
    }
    expect(read([]).states).toEqual([]);
  });

  test.each([
    ['native', NATIVE_DIALECT],
    ['openai', OPENAI_STRICT_DIALECT],
  ] as const)(
    '%s: what is shown is as the caller has it, and ends in the value',
    async (_, dialect: SchemaDialect) => {
      for (const { name, schema, valid } of SCHEMA_CASES) {
        const compiled = compileSchema(schema, dialect);
        const validate = ajvValidator(schema);
        for (const value of valid) {
          const written = compiled.wrap(value);
          const whole = compiled.unwrap(written);
          const { states, last } = read([...JSON.stringify(written)], schema, compiled);
          expect(last, name).toEqual(whole);
          expect(await validate(last), name).toMatchObject({ ok: true });
          for (const state of states) {
            expect(isDeepPartial(state, whole), `${name}: ${JSON.stringify(state)}`).toBe(true);
          }
        }
      }
    },
  );

  test('the work grows with the text, and not with its square', () => {
    const row = { id: 1, name: 'a "name" \u{1f600}', tags: ['x', 'y'], at: { lat: 1.5, on: null } };
    const schema = {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, at: { type: 'object' } } },
    };
    const workFor = (rows: number, size: number, compiled?: CompiledSchema): number => {
      const text = JSON.stringify(compiled?.wrap(Array(rows).fill(row)) ?? Array(rows).fill(row));
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const partial = createPartialJson(schema, compiled);
      return countWork(() => {
        for (const chunk of chunks) partial.push(chunk);
      });
    };
    for (const size of [1, 7, 10_000_000]) {
      for (const compiled of [undefined, compileSchema(schema, NATIVE_DIALECT)]) {
        expect(workFor(400, size, compiled)).toBeLessThan(workFor(100, size, compiled) * 4.2);
      }
    }
    const longText = (length: number): number => {
      const partial = createPartialJson();
      return countWork(() => {
        for (const sign of `{"a":"${'x'.repeat(length)}"}`) partial.push(sign);
      });
    };
    expect(longText(8000)).toBeLessThan(longText(2000) * 4.2);
    const falseStarts = (count: number): number => {
      const partial = createPartialJson();
      return countWork(() => partial.push('x[y'.repeat(count)));
    };
    expect(falseStarts(4000)).toBeLessThan(falseStarts(1000) * 4.2);
  });
});
