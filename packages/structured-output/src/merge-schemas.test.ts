import type { JsonSchema } from '@outcrop/unified-response';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ajvValidator } from './ajv-validator.js';
import { mergeSchemas } from './merge-schemas.js';
import { schemasWithValues } from './testing/arbitrary-schema.js';

interface Case {
  readonly name: string;
  readonly one: JsonSchema;
  readonly other: JsonSchema;
  readonly merged: JsonSchema;
  readonly lost?: readonly string[];
}

const A = { type: 'string' };
const B = { minLength: 1 };

const CASES: readonly Case[] = [
  {
    name: 'what only one says',
    one: { type: 'string' },
    other: { minLength: 1 },
    merged: { type: 'string', minLength: 1 },
  },
  {
    name: 'what both say alike',
    one: { enum: [{ a: [1] }] },
    other: { enum: [{ a: [1] }] },
    merged: { enum: [{ a: [1] }] },
  },
  {
    name: 'types of both',
    one: { type: ['number', 'string'] },
    other: { type: ['string', 'integer'] },
    merged: { type: ['string', 'integer'] },
  },
  {
    name: 'of numbers and integers, the integers',
    one: { type: 'integer' },
    other: { type: 'number' },
    merged: { type: 'integer' },
  },
  {
    name: 'types that exclude each other',
    one: { type: 'string' },
    other: { type: 'null' },
    merged: { type: [] },
  },
  {
    name: 'all that is required',
    one: { required: ['a', 'b'] },
    other: { required: ['b', 'c'] },
    merged: { required: ['a', 'b', 'c'] },
  },
  {
    name: 'properties of both, and of each',
    one: { properties: { a: A, b: A, c: true, d: A } },
    other: { properties: { b: B, c: B, d: false, e: B } },
    merged: { properties: { a: A, b: { allOf: [A, B] }, c: B, d: false, e: B } },
  },
  {
    name: 'values of both',
    one: { enum: [1, 2, [3]] },
    other: { enum: [[3], 2, 4] },
    merged: { enum: [2, [3]] },
  },
  {
    name: 'items of both',
    one: { items: A },
    other: { items: B },
    merged: { items: { allOf: [A, B] } },
  },
  {
    name: 'an object that is closed',
    one: { additionalProperties: A },
    other: { additionalProperties: false },
    merged: { additionalProperties: false },
  },
  {
    name: 'an object that is open',
    one: { additionalProperties: A },
    other: { additionalProperties: true },
    merged: { additionalProperties: A },
  },
  {
    name: 'the words nearest to the value',
    one: { title: 'a', description: 'b' },
    other: { description: 'c' },
    merged: { title: 'a', description: 'c' },
  },
  {
    name: 'what cannot be said as one',
    one: { anyOf: [A], minimum: 1, items: [A], const: 1 },
    other: { anyOf: [B], minimum: 2, items: B, const: 2 },
    merged: { anyOf: [A], minimum: 1, items: [A], const: 1 },
    lost: ['anyOf', 'minimum', 'items', 'const'],
  },
];

test.each(CASES)('$name', ({ one, other, merged, lost = [] }) => {
  const told: string[] = [];
  expect(mergeSchemas(one, other, (keyword) => told.push(keyword))).toEqual(merged);
  expect(told).toEqual(lost);
});

test('what both take, the merged one takes', async () => {
  const schemas = schemasWithValues(2);
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(schemas, schemas).chain(([one, other]) =>
        fc.record({
          one: fc.constant(one.schema),
          other: fc.constant(other.schema),
          value: fc.oneof(one.values, other.values),
        }),
      ),
      async ({ one, other, value }) => {
        fc.pre(!JSON.stringify([one, other]).includes('$tree'));
        const isTaken = async (schema: JsonSchema): Promise<boolean> =>
          (await ajvValidator(schema)(value)).ok;
        fc.pre((await isTaken(one)) && (await isTaken(other)));
        expect(await isTaken(mergeSchemas(one, other, () => {}))).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
