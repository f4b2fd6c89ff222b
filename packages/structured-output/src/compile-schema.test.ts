import { describe, expect, test } from 'vitest';
import { ajvValidator } from './ajv-validator.js';
import { checkSchema } from './check-schema.js';
import { compileSchema } from './compile-schema.js';
import {
  NATIVE_DIALECT,
  OPENAI_STRICT_DIALECT,
  PROMPT_DIALECT,
  toolDialect,
} from './schema-dialect.js';
import { SCHEMA_CASES } from './testing/schemas.js';

const DIALECTS = {
  native: NATIVE_DIALECT,
  openai: OPENAI_STRICT_DIALECT,
  tool: toolDialect({ rootComposition: false, references: true }),
  plainTool: toolDialect({
    rootComposition: true,
    references: false,
    rootKeywords: ['type', 'properties', 'required'],
  }),
  prompt: PROMPT_DIALECT,
};

describe.each(Object.entries(DIALECTS))('%s', (name, dialect) => {
  test.each(SCHEMA_CASES)('$name', async ({ schema, valid, invalid }) => {
    const before = JSON.stringify(schema);
    checkSchema(schema, 'x');
    const compiled = compileSchema(schema, dialect);
    expect(JSON.stringify(schema)).toBe(before);
    const original = ajvValidator(schema);
    const sent = ajvValidator(compiled.schema);
    for (const value of valid) {
      expect(await original(value)).toMatchObject({ ok: true });
      const written = compiled.wrap(value);
      expect(await sent(written), JSON.stringify([compiled.schema, written])).toMatchObject({
        ok: true,
      });
      const read = compiled.unwrap(written);
      // What is optional may be null there, where null is a value of its own.
      if (dialect !== OPENAI_STRICT_DIALECT) expect(read, name).toEqual(value);
      expect(await original(read)).toMatchObject({ ok: true });
    }
    for (const value of invalid) expect(await original(value)).toMatchObject({ ok: false });
  });
});
