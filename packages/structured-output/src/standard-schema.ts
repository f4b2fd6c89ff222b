import {
  isPlainObject,
  type JsonSchema,
  ProviderError,
  type StandardIssue,
  type StandardSchemaV1,
} from '@outcrop/unified-response';
import { pointerTo } from './json-pointer.js';
import type { Validate, Violation } from './validation.js';
import { zodOptions } from './zod-options.js';

/** Turns a Standard Schema into the JSON Schema of what it takes. */
export type Converter = (schema: unknown) => unknown;

/** Standard Schemas are functions, too (ArkType's). */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  const standard: unknown = (value as Record<string, unknown>)['~standard'];
  return (
    typeof standard === 'object' &&
    standard !== null &&
    typeof (standard as Record<string, unknown>).validate === 'function'
  );
}

const known = new WeakMap<StandardSchemaV1, JsonSchema>();

/**
 * The JSON Schema of what a Standard Schema takes, by Standard JSON Schema or the library's own way.
 *
 * @param convert for libraries that have neither.
 * @throws ProviderError `config` when there is no way, `invalid_request` when the schema has no JSON.
 */
export function jsonSchemaOf(
  schema: StandardSchemaV1,
  path: string,
  convert?: Converter,
): JsonSchema {
  const made = convert ? undefined : known.get(schema);
  if (made) return made;
  const converter = convert ?? ownConverter(schema);
  const { vendor } = schema['~standard'];
  if (!converter) throw noConverter(path, vendor);
  let converted: unknown;
  try {
    converted = converter(schema);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ProviderError(`${path}: the ${vendor} schema has no JSON Schema: ${why}`, {
      reason: 'invalid_request',
      path,
      cause,
      hint: 'Use types that JSON has, or pass toJsonSchema.',
    });
  }
  if (!isPlainObject(converted)) throw noConverter(path, vendor);
  known.set(schema, converted);
  return converted;
}

/** What the library itself brings along. */
function ownConverter(schema: StandardSchemaV1): Converter | undefined {
  const { jsonSchema } = schema['~standard'] as { jsonSchema?: Record<string, unknown> };
  const input = jsonSchema?.input;
  if (typeof input === 'function') {
    return () => input({ target: 'draft-2020-12', ...zodOptions(schema) });
  }
  const { toJsonSchema } = schema as { toJsonSchema?: unknown };
  return typeof toJsonSchema === 'function' ? () => toJsonSchema.call(schema) : undefined;
}

/** Whether something else has to convert it. */
export function needsConverter(schema: StandardSchemaV1): boolean {
  return !known.has(schema) && ownConverter(schema) === undefined;
}

/**
 * The converter for a library that has none of its own, from its optional package.
 * @throws ProviderError `config` when that package is not installed.
 */
export async function loadConverter(schema: StandardSchemaV1, path: string): Promise<Converter> {
  const { vendor } = schema['~standard'];
  try {
    if (vendor === 'valibot') {
      const { toJsonSchema } = await import('@valibot/to-json-schema');
      return (own) =>
        toJsonSchema(own as Parameters<typeof toJsonSchema>[0], {
          target: 'draft-2020-12',
          typeMode: 'input',
        });
    }
    if (vendor === 'zod' && !('_zod' in schema)) {
      const { zodToJsonSchema } = await import('zod-to-json-schema');
      return (own) => zodToJsonSchema(own as Parameters<typeof zodToJsonSchema>[0]);
    }
  } catch (cause) {
    throw noConverter(path, vendor, cause);
  }
  throw noConverter(path, vendor);
}

const PACKAGES: Readonly<Record<string, string>> = {
  valibot: '@valibot/to-json-schema',
  zod: 'zod-to-json-schema',
};

function noConverter(path: string, vendor: string, cause?: unknown): ProviderError {
  const name = PACKAGES[vendor];
  const install = name === undefined ? '' : `Install ${name} and load the format, or `;
  return new ProviderError(`${path}: nothing turns this ${vendor} schema into JSON Schema`, {
    reason: 'config',
    path,
    ...(cause === undefined ? {} : { cause }),
    hint: `${install}${install === '' ? 'P' : 'p'}ass toJsonSchema.`,
  });
}

/** The schema's own validation; its value is what the schema makes of it. */
export function standardValidation(schema: StandardSchemaV1): Validate {
  return async (value) => {
    const result = await schema['~standard'].validate(value);
    return result.issues
      ? { ok: false, violations: result.issues.map(violationOf) }
      : { ok: true, value: result.value };
  };
}

function violationOf({ message, path = [] }: StandardIssue): Violation {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  return { path: keys.reduce<string>(pointerTo, ''), message };
}
