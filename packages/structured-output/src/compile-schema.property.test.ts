import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajvValidator } from './ajv-validator.js';
import { compileSchema } from './compile-schema.js';
import { createPartialJson } from './partial-json.js';
import {
  NATIVE_DIALECT,
  OPENAI_STRICT_DIALECT,
  PROMPT_DIALECT,
  toolDialect,
} from './schema-dialect.js';
import { schemasWithValues, withDefinitions } from './testing/arbitrary-schema.js';
import { isDeepPartial } from './testing/is-deep-partial.js';

const DIALECTS = {
  native: NATIVE_DIALECT,
  'openai strict': OPENAI_STRICT_DIALECT,
  tool: toolDialect({ rootComposition: false, references: true }),
  'tool without references': toolDialect({ rootComposition: true, references: false }),
  prompt: PROMPT_DIALECT,
};

const cases = schemasWithValues(2).chain(({ schema, values }) =>
  fc.record({ schema: fc.constant(withDefinitions(schema)), value: values }),
);

/** A text in at most some hundred pieces, which may be single characters. */
function pieces(text: string): string[] {
  const size = Math.ceil(text.length / 200);
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

/** Keywords that Bedrock's constrained decoding refuses, or is not known to take. */
const REFUSED = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'maxItems'],
  ...['minLength', 'maxLength', 'pattern', 'oneOf', 'allOf', 'prefixItems', 'default', 'examples'],
];

/** What constrained decoding would find in a schema. */
function faults(schema: unknown, root: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => faults(item, root));
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, properties, additionalProperties, $ref, $defs, items, anyOf } = schema as Record<
    string,
    unknown
  >;
  const own = REFUSED.filter((keyword) => keyword in schema);
  if (type === 'object' && additionalProperties !== false) own.push('an open object');
  const name = String($ref).replace('#/$defs/', '');
  if ($ref !== undefined && !Object.hasOwn(root.$defs ?? {}, name)) own.push(`nothing at ${$ref}`);
  const parts = [...Object.values(properties ?? {}), ...Object.values($defs ?? {}), items, anyOf];
  return [...own, ...parts.flatMap((part) => faults(part, root))];
}

test('what Bedrock holds a model to has nothing that it refuses', () => {
  fc.assert(
    fc.property(cases, ({ schema }) => {
      const compiled = compileSchema(schema, NATIVE_DIALECT).schema;
      expect(faults(compiled, compiled)).toEqual([]);
      expect(compiled).toMatchObject({ type: 'object' });
      expect(compiled).not.toHaveProperty('anyOf');
    }),
    { numRuns: 300 },
  );
});

describe.each(Object.entries(DIALECTS))('%s', (_, dialect) => {
  test('what the schema takes, the compiled one takes, and gives back', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ schema, value }) => {
        const original = ajvValidator(schema);
        fc.pre((await original(value)).ok);
        const before = JSON.stringify(schema);
        const compiled = compileSchema(schema, dialect);
        expect(JSON.stringify(schema)).toBe(before);
        const written = compiled.wrap(value);
        expect(await ajvValidator(compiled.schema)(written)).toMatchObject({ ok: true });
        const read = compiled.unwrap(written);
        expect(await original(read)).toMatchObject({ ok: true });
        // In strict dialects, members of a union may be written alike.
        if (!dialect.strict) expect(read).toEqual(value);

        const partial = createPartialJson(schema, compiled);
        let last: unknown;
        for (const chunk of pieces(JSON.stringify(written))) {
          const state = partial.push(chunk);
          if (state === undefined) continue;
          last = state;
          expect(isDeepPartial(state, read)).toBe(true);
        }
        const ended = partial.end();
        expect(ended === undefined ? last : ended).toEqual(read);
      }),
      { numRuns: 200 },
    );
  });
});
