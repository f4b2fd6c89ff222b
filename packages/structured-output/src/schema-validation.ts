import type { JsonSchema } from '@outcrop/unified-response';
import type { SchemaValidator, Validate } from './validation.js';

/** How many schemas that were written anew for each call are remembered by their text. */
const MAX_BY_TEXT = 100;

const byObject = new WeakMap<JsonSchema, Promise<Validate>>();
const byText = new Map<string, Promise<Validate>>();

/** The validation of a schema by ajv, which is loaded now if it was not before. */
const ajv: SchemaValidator = (schema) => {
  let made = byObject.get(schema);
  if (!made) {
    const text = JSON.stringify(schema);
    made = byText.get(text) ?? compiled(schema);
    byText.delete(text);
    byText.set(text, made);
    const [oldest] = byText.keys();
    if (byText.size > MAX_BY_TEXT && oldest !== undefined) byText.delete(oldest);
    byObject.set(schema, made);
  }
  return made;
};

async function compiled(schema: JsonSchema): Promise<Validate> {
  const { ajvValidator } = await import('./ajv-validator.js');
  return ajvValidator(schema);
}

/** Validates by a schema, which is compiled when the first value comes. */
export function validationBy(schema: JsonSchema, validator: SchemaValidator = ajv): Validate {
  let validate: Validate | undefined;
  return async (value) => {
    validate ??= await validator(schema);
    return validate(value);
  };
}
