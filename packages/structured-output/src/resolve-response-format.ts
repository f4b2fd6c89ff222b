import {
  describeValue,
  isPlainObject,
  type JsonSchema,
  type ParsedOf,
  ProviderError,
  type StandardSchemaV1,
} from '@outcrop/unified-response';
import { checkSchema } from './check-schema.js';
import type { ResolvedFormat, ResponseFormatOptions } from './resolved-format.js';
import { validationBy } from './schema-validation.js';
import {
  isStandardSchema,
  jsonSchemaOf,
  loadConverter,
  needsConverter,
  standardValidation,
} from './standard-schema.js';
import type { Validate } from './validation.js';

/** What errors call the format. */
const PATH = 'response_format';

const EXPECTED =
  'a JSON Schema, {type: "json_schema", json_schema: {name, schema}}, {type: "json_object"}, ' +
  '{type: "text"}, a Standard Schema (Zod, Valibot, ArkType) or {format(value)}';

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Draft 7 and 2020-12 alike; one of them makes an object a schema. */
const SCHEMA_KEYWORDS: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', '$ref', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'properties'],
  ...['required', 'additionalProperties', 'patternProperties', 'items', 'prefixItems'],
  ...['$defs', 'definitions', '$schema', 'title', 'description', 'format', 'pattern'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
]);

/**
 * What a response format asks for, in one shape: its name, its JSON Schema and its validation.
 * `undefined` for no format and for `{type: 'text'}`. Loads nothing.
 *
 * @throws ProviderError `invalid_request` naming the field, what came and what was expected; `config`
 * when nothing here can tell the JSON Schema of a Standard Schema.
 */
export function resolveResponseFormat<Format>(
  format: Format,
  options: ResponseFormatOptions = {},
): ResolvedFormat<ParsedOf<Format>> | undefined {
  if (options.name !== undefined) checkName(options.name, 'name');
  return resolved(format, options, PATH) as ResolvedFormat<ParsedOf<Format>> | undefined;
}

/**
 * The same, and loads the converter of a Standard Schema whose library cannot tell its JSON Schema:
 * `@valibot/to-json-schema`, or `zod-to-json-schema` for Zod 3.
 *
 * @throws ProviderError as `resolveResponseFormat`; `config` when the converter is not installed.
 */
export async function loadResponseFormat<Format>(
  format: Format,
  options: ResponseFormatOptions = {},
): Promise<ResolvedFormat<ParsedOf<Format>> | undefined> {
  const schema = isFormatter(format) && !isStandardSchema(format) ? format.schema : format;
  if (!options.toJsonSchema && isStandardSchema(schema) && needsConverter(schema)) {
    jsonSchemaOf(schema, PATH, await loadConverter(schema, PATH));
  }
  return resolveResponseFormat(format, options);
}

function resolved(
  format: unknown,
  options: ResponseFormatOptions,
  path: string,
): ResolvedFormat | undefined {
  if (format === undefined || format === null) return undefined;
  if (isStandardSchema(format)) return standardFormat(format, options, path);
  if (isFormatter(format)) return formatterFormat(format, options, path);
  if (!isPlainObject(format)) throw wrong(path, EXPECTED, format);
  switch (format.type) {
    case 'text':
      return undefined;
    case 'json_object':
      return jsonObjectFormat(options);
    case 'json_schema':
      return openAiFormat(format.json_schema, options, `${path}.json_schema`);
    default:
      return schemaFormat(format, options, path);
  }
}

interface Parts {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly schema: JsonSchema | undefined;
  readonly validate: Validate;
}

function formatOf(
  kind: ResolvedFormat['kind'],
  { name, description, strict, schema, validate }: Parts,
  options: ResponseFormatOptions,
): ResolvedFormat {
  return {
    kind,
    name: options.name ?? name ?? titleOf(schema) ?? 'response',
    ...(description === undefined ? {} : { description }),
    ...(strict === undefined ? {} : { strict }),
    schema,
    validate: async (value) => validate(value),
    format: jsonText,
  };
}

function schemaFormat(
  schema: JsonSchema,
  options: ResponseFormatOptions,
  path: string,
): ResolvedFormat {
  const keys = Object.keys(schema);
  if (!keys.some((key) => SCHEMA_KEYWORDS.has(key))) {
    const found =
      keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 5).join(', ')}`;
    throw wrong(path, EXPECTED, schema, found);
  }
  checkSchema(schema, path);
  const description = text(schema.description);
  const validate = validationBy(schema, options.validator);
  return formatOf('json_schema', { description, schema, validate }, options);
}

function openAiFormat(
  format: unknown,
  options: ResponseFormatOptions,
  path: string,
): ResolvedFormat {
  if (!isPlainObject(format)) throw wrong(path, 'an object with name and schema', format);
  const { name, description, schema, strict } = format;
  if (name !== undefined) checkName(name, `${path}.name`);
  if (description !== undefined && typeof description !== 'string') {
    throw wrong(`${path}.description`, 'a string', description);
  }
  if (strict !== undefined && strict !== null && typeof strict !== 'boolean') {
    throw wrong(`${path}.strict`, 'true or false', strict);
  }
  if (!isPlainObject(schema)) throw wrong(`${path}.schema`, 'a JSON Schema', schema);
  checkSchema(schema, `${path}.schema`);
  const validate = validationBy(schema, options.validator);
  const parts = { name, description: description ?? text(schema.description), schema, validate };
  return formatOf('json_schema', { ...parts, strict: strict ?? undefined }, options);
}

function jsonObjectFormat(options: ResponseFormatOptions): ResolvedFormat {
  const validate: Validate = (value) =>
    isPlainObject(value)
      ? { ok: true, value }
      : { ok: false, violations: [{ path: '', message: 'must be object', keyword: 'type' }] };
  return formatOf('json_object', { schema: undefined, validate }, options);
}

function standardFormat(
  standard: StandardSchemaV1,
  options: ResponseFormatOptions,
  path: string,
): ResolvedFormat {
  const schema = jsonSchemaOf(standard, path, options.toJsonSchema);
  checkSchema(schema, path);
  const parts = { description: text(schema.description), schema };
  const format = formatOf(
    'standard',
    { ...parts, validate: standardValidation(standard) },
    options,
  );
  return isFormatter(standard) ? { ...format, format: (value) => standard.format(value) } : format;
}

interface Formatter {
  readonly schema?: unknown;
  format(value: unknown): string;
}

function isFormatter(format: unknown): format is Formatter {
  const isHolder = (typeof format === 'object' && format !== null) || typeof format === 'function';
  return isHolder && 'format' in format && typeof format.format === 'function';
}

function formatterFormat(
  formatter: Formatter,
  options: ResponseFormatOptions,
  path: string,
): ResolvedFormat {
  const accepting: Parts = { schema: undefined, validate: (value) => ({ ok: true, value }) };
  const inner =
    resolved(formatter.schema, options, `${path}.schema`) ??
    formatOf('formatter', accepting, options);
  return { ...inner, kind: 'formatter', format: (value) => formatter.format(value) };
}

function checkName(name: unknown, path: string): asserts name is string {
  if (typeof name === 'string' && NAME.test(name)) return;
  throw wrong(path, '1 to 64 letters, digits, hyphens and underscores', name);
}

/** A title as a name. */
function titleOf(schema: JsonSchema | undefined): string | undefined {
  const name = text(schema?.title)
    ?.replace(/[^a-zA-Z0-9_-]+/g, '_')
    .slice(0, 64);
  return name === undefined || /^_*$/.test(name) ? undefined : name;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** What a schema makes of a value may be more than JSON holds. */
function jsonText(value: unknown): string {
  const plain = (_key: string, held: unknown): unknown =>
    typeof held === 'bigint' ? String(held) : held;
  return JSON.stringify(value, plain) ?? 'null';
}

function wrong(
  path: string,
  expected: string,
  value: unknown,
  found = describeValue(value),
): ProviderError {
  return new ProviderError(`${path}: expected ${expected}, got ${found}`, {
    reason: 'invalid_request',
    path,
    hint: `Pass ${expected} as ${path}.`,
  });
}
