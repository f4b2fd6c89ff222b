import type { JsonSchema } from '@outcrop/unified-response';
import type { SchemaValidator, Validate } from './validation.js';

/** How many schemas that were written anew for each call are remembered by their text. */
const MAX_BY_TEXT = 100;

const byObject = new WeakMap<JsonSchema, Promise<Validate>>();
const byText = new Map<string, Promise<Validate>>();

/** Validates by a schema, which is compiled once, when the first value comes. */
export function validationBy(schema: JsonSchema, validator: SchemaValidator = ajv): Validate {
  let made: Promise<Validate> | undefined;
  return async (value) => {
    made ??= Promise.resolve(validator(schema));
    let validate: Validate;
    try {
      validate = await made;
    } catch (error) {
      // It may go well next time.
      made = undefined;
      throw error;
    }
    return validate(value);
  };
}

/** The validation by ajv, which is loaded now if it was not before. */
const ajv: SchemaValidator = (schema) => {
  const known = byObject.get(schema);
  if (known) return known;
  const text = JSON.stringify(schema);
  const made = byText.get(text) ?? compiled(schema);
  byObject.set(schema, made);
  // The one that was used last stands last.
  byText.delete(text);
  byText.set(text, made);
  const [oldest] = byText.keys();
  if (byText.size > MAX_BY_TEXT && oldest !== undefined) byText.delete(oldest);
  made.catch(() => {
    byObject.delete(schema);
    byText.delete(text);
  });
  return made;
};

async function compiled(schema: JsonSchema): Promise<Validate> {
  const { ajvValidator } = await import('./ajv-validator.js');
  return ajvValidator(schema);
}
