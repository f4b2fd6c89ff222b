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

describe.each(Object.entries(DIALECTS))('%s', (name, dialect) => {
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
        if (name !== 'openai strict') expect(read).toEqual(value);

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
      { numRuns: 300 },
    );
  });
});
