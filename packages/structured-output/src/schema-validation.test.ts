import { createRequire } from 'node:module';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { resolveResponseFormat } from './resolve-response-format.js';
import type { SchemaValidator, Validation } from './validation.js';

/** Whether any module of ajv was loaded in this process. */
function isAjvLoaded(): boolean {
  return Object.keys(createRequire(import.meta.url).cache).some((path) =>
    /[\\/]ajv[\\/]/.test(path),
  );
}

async function validated(
  schema: Readonly<Record<string, unknown>>,
  value: unknown,
): Promise<Validation | undefined> {
  return resolveResponseFormat(schema)?.validate(value);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('ajv', () => {
  test('is loaded when a first value is to be validated, and not before', async () => {
    const format = resolveResponseFormat({
      type: 'array',
      items: { type: 'string', format: 'date' },
    });
    expect(isAjvLoaded()).toBe(false);
    expect(await format?.validate(['2026-11-23'])).toMatchObject({ ok: true });
    expect(isAjvLoaded()).toBe(true);
  });

  test('finds all that is wrong, and where', async () => {
    const schema = {
      type: 'object',
      properties: {
        'a/b': { type: 'array', items: { type: 'integer', maximum: 9 } },
        on: { type: 'string', format: 'date' },
        color: { enum: ['red', 'green'] },
        version: { const: 2 },
      },
      required: ['name'],
      additionalProperties: false,
    };
    const value = { 'a/b': [1, 10, 'x'], on: 'today', color: 'blue', version: 1, extra: true };
    expect(await validated(schema, value)).toEqual({
      ok: false,
      violations: expect.arrayContaining([
        { path: '/name', message: 'is required', keyword: 'required' },
        { path: '/extra', message: 'is not allowed here', keyword: 'additionalProperties' },
        { path: '/a~1b/1', message: 'must be <= 9', keyword: 'maximum' },
        { path: '/a~1b/2', message: 'must be integer', keyword: 'type' },
        { path: '/on', message: 'must match format "date"', keyword: 'format' },
        { path: '/color', message: 'must be "red" or "green"', keyword: 'enum' },
        { path: '/version', message: 'must be 2', keyword: 'const' },
      ]),
    });
  });

  test.each([
    ['2020-12 by default', { prefixItems: [{ type: 'string' }] }, ['a'], [1]],
    [
      'draft 7, where the schema says so',
      { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }] },
      ['a'],
      [1],
    ],
    ['draft 7, where only that can be meant', { items: [{ type: 'string' }] }, ['a'], [1]],
    [
      'a dialect that nobody knows, as 2020-12',
      { $schema: 'https://example.com/mine', prefixItems: [{ type: 'string' }] },
      ['a'],
      [1],
    ],
    [
      'definitions in 2020-12',
      { items: { $ref: '#/definitions/A' }, definitions: { A: { type: 'string' } } },
      ['a'],
      [1],
    ],
  ])('%s', async (_, schema, right, wrong) => {
    expect(await validated(schema, right)).toMatchObject({ ok: true });
    expect(await validated(schema, wrong)).toMatchObject({ ok: false });
  });

  test('takes two schemas of one $id', async () => {
    const $id = 'https://example.com/a.json';
    const self = { $id, type: 'object', properties: { next: { $ref: '#' } } };
    expect(await validated(self, { next: { next: {} } })).toMatchObject({ ok: true });
    expect(await validated({ $id, type: 'string' }, {})).toMatchObject({ ok: false });
    expect(await validated({ ...self }, { next: { next: 5 } })).toMatchObject({ ok: false });
  });

  test('compiles a schema once, however often it is resolved or written anew', async () => {
    const RealFunction = Function;
    const compile = vi.fn((...parts: string[]) => RealFunction(...parts));
    vi.stubGlobal('Function', function counting(...parts: string[]) {
      return compile(...parts);
    });
    const schema = { type: 'object', properties: { n: { type: 'number' } }, title: 'Once' };
    expect(await validated(schema, { n: 1 })).toMatchObject({ ok: true });
    const { length } = compile.mock.calls;
    expect(length).toBeGreaterThan(0);
    const later = [schema, structuredClone(schema), structuredClone(schema)];
    const results = await Promise.all(later.map((one) => validated(one, { n: '1' })));
    expect(results.map((result) => result?.ok)).toEqual([false, false, false]);
    expect(compile.mock.calls.length).toBe(length);
  });

  test('what a value is called does not break it', async () => {
    const schema = { enum: [JSON.parse('{"toString": 1}'), { a: 1 }] };
    expect(await validated(schema, JSON.parse('{"toString": 2}'))).toMatchObject({ ok: false });
    expect(await validated({ required: ['constructor'] }, {})).toMatchObject({ ok: false });
  });

  test('that it may not compile here is told, with what helps', async () => {
    vi.stubGlobal('Function', function forbidden() {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    await expect(validated({ type: 'object', title: 'Forbidden' }, {})).rejects.toMatchObject({
      reason: 'config',
      hint: expect.stringContaining('Pass a validator'),
    });
    // A later try may go well.
    vi.unstubAllGlobals();
    expect(await validated({ type: 'object', title: 'Forbidden' }, {})).toMatchObject({ ok: true });
  });
});

describe('a validator of the caller', () => {
  test('is asked once for each format, when the first value comes', async () => {
    const validator = vi.fn<SchemaValidator>(
      async (schema) => (value) =>
        value === schema.const
          ? { ok: true, value }
          : { ok: false, violations: [{ path: '', message: 'is something else' }] },
    );
    const schema = { const: 5 };
    const format = resolveResponseFormat(schema, { validator });
    expect(validator).not.toHaveBeenCalled();
    const both = [format?.validate(5), format?.validate(6)];
    expect(await Promise.all(both)).toEqual([
      { ok: true, value: 5 },
      { ok: false, violations: [{ path: '', message: 'is something else' }] },
    ]);
    expect(validator.mock.calls).toEqual([[schema]]);
  });

  test('needs no new Function', async () => {
    vi.stubGlobal('Function', undefined);
    const validator: SchemaValidator = () => (value) => ({ ok: true, value });
    const format = resolveResponseFormat({ type: 'string' }, { validator });
    expect(await format?.validate('a')).toEqual({ ok: true, value: 'a' });
  });
});
