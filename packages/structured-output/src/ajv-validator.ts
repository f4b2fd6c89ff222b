import { type JsonSchema, ProviderError } from '@outcrop/unified-response';
import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { regularExpression } from './check-schema.js';
import { pointerTo } from './json-pointer.js';
import type { Validate, Violation } from './validation.js';

/** Whether the schema is of a draft before 2019-09, where a list of `items` is a tuple. */
function isOldDraft({ $schema }: JsonSchema, text: string): boolean {
  if (typeof $schema === 'string') return /draft-0[4-7]/.test($schema);
  // A list there is in no newer draft.
  return text.includes('"items":[');
}

const instances: { old?: Ajv; new?: Ajv } = {};

function instanceFor(old: boolean): Ajv {
  const name = old ? 'old' : 'new';
  const known = instances[name];
  if (known) return known;
  const regExp = Object.assign((pattern: string) => regularExpression(pattern), {
    code: 'regularExpression',
  });
  const options = {
    allErrors: true,
    // Unknown keywords and formats are the caller's own business.
    strict: false,
    logger: false,
    // Two schemas may have the same `$id`.
    addUsedSchema: false,
    // Values are a model's: what is its own, and nothing that it inherits.
    ownProperties: true,
    code: { regExp },
  } as const;
  const made: Ajv = old ? new Ajv(options) : new Ajv2020(options);
  addFormats.default(made);
  instances[name] = made;
  return made;
}

/**
 * Compiles a schema with ajv.
 * @throws ProviderError `invalid_request` for a schema that ajv refuses; `config` where the platform
 * forbids `new Function`.
 */
export function ajvValidator(schema: JsonSchema): Validate {
  const { $schema: _, ...own } = schema;
  // Without an `$id`, ajv finds nothing under `#`.
  const content = { $id: 'outcrop:response-format', ...own };
  const ajv = instanceFor(isOldDraft(schema, JSON.stringify(schema)));
  try {
    const validate = ajv.compile(content);
    return (value) => {
      try {
        if (validate(value)) return { ok: true, value };
        return { ok: false, violations: (validate.errors ?? []).map(violationOf) };
      } catch (error) {
        // To compare objects, ajv calls their `toString`, which may be a property.
        return { ok: false, violations: [{ path: '', message: `cannot be validated: ${error}` }] };
      }
    };
  } catch (cause) {
    throw isForbidden(cause) ? noCodeAllowed(cause) : refused(cause);
  } finally {
    // Else ajv keeps each schema for as long as the process lives.
    ajv.removeSchema(content);
  }
}

function violationOf(error: ErrorObject): Violation {
  const { instancePath, keyword, params, message = `does not keep ${keyword}` } = error;
  const { missingProperty, additionalProperty, unevaluatedProperty, allowedValues, allowedValue } =
    params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const allowed = allowedValues ?? (keyword === 'const' ? [allowedValue] : undefined);
  return {
    path: typeof name === 'string' ? pointerTo(instancePath, name) : instancePath,
    message:
      missingProperty !== undefined
        ? 'is required'
        : name !== undefined
          ? 'is not allowed here'
          : Array.isArray(allowed)
            ? `must be ${allowed.map((value) => JSON.stringify(value)).join(' or ')}`
            : message,
    keyword,
  };
}

/** A page's or a runtime's content security policy. */
function isForbidden(cause: unknown): boolean {
  return cause instanceof EvalError || /code generation|unsafe-eval/i.test(String(cause));
}

function noCodeAllowed(cause: unknown): ProviderError {
  return new ProviderError('ajv cannot compile schemas here: the platform forbids new Function', {
    reason: 'config',
    cause,
    hint: 'Pass a validator that needs none, or a Standard Schema, which brings its own.',
  });
}

function refused(cause: unknown): ProviderError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ProviderError(`response_format: the schema cannot be used for validation: ${why}`, {
    reason: 'invalid_request',
    path: 'response_format',
    cause,
  });
}
