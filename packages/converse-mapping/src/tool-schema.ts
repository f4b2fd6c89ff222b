import { isPlainObject } from '@outcrop/unified-response';

type Schema = Readonly<Record<string, unknown>>;

/** The schema of a tool without arguments. */
const NO_ARGUMENTS: Schema = { type: 'object', properties: {} };

/** The keywords that Claude refuses at a schema's root, and nobody needs there. */
const COMPOSITIONS = ['anyOf', 'oneOf', 'allOf'] as const;

export interface CompiledSchema {
  readonly schema: Schema;
  /** What was changed, in words; empty when nothing was. */
  readonly changes: readonly string[];
}

/**
 * A tool's schema with a root that every model takes: an object, without composition.
 * "The value at toolConfig.tools.N.toolSpec.inputSchema.json.type must be one of the following:
 * object." (service); "input_schema does not support oneOf, allOf, or anyOf at the top level"
 * (Claude). What is nested stays as it is.
 */
export function compileToolSchema(parameters: Schema | undefined): CompiledSchema {
  if (parameters === undefined || Object.keys(parameters).length === 0) {
    return { schema: NO_ARGUMENTS, changes: [] };
  }
  const changes: string[] = [];
  let schema = resolveRootReference(parameters, changes);
  for (const composition of COMPOSITIONS) schema = flatten(schema, composition, changes);
  if (schema.type === 'object') return { schema, changes };
  if (schema.type === undefined || includesObject(schema.type)) {
    changes.push('its root got the type object');
    return { schema: { ...schema, type: 'object' }, changes };
  }
  changes.push(`its root, of type ${String(schema.type)}, became the property value of an object`);
  const { $defs, definitions, ...value } = schema;
  const shared = {
    ...(isPlainObject($defs) ? { $defs } : {}),
    ...(isPlainObject(definitions) ? { definitions } : {}),
  };
  return {
    schema: { type: 'object', properties: { value }, required: ['value'], ...shared },
    changes,
  };
}

function includesObject(type: unknown): boolean {
  return Array.isArray(type) && type.includes('object');
}

function resolveRootReference(schema: Schema, changes: string[]): Schema {
  const seen = new Set<unknown>();
  let root = schema;
  while (typeof root.$ref === 'string' && !seen.has(root.$ref)) {
    seen.add(root.$ref);
    const target = lookUp(schema, root.$ref);
    if (!target) break;
    const { $ref: _, ...siblings } = root;
    root = { ...definitionsOf(schema), ...target, ...siblings };
    changes.push(`its root reference ${[...seen].at(-1)} was resolved`);
  }
  return root;
}

function definitionsOf(schema: Schema): Schema {
  const { $defs, definitions } = schema;
  return {
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}

function lookUp(schema: Schema, reference: string): Schema | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let found: unknown = schema;
  for (const part of reference.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isPlainObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return isPlainObject(found) ? found : undefined;
}

/**
 * A root composition as one object: the properties of all branches; required is what all branches
 * require (`anyOf`, `oneOf`) or any of them (`allOf`). The choice itself goes into the description.
 */
function flatten(
  schema: Schema,
  composition: (typeof COMPOSITIONS)[number],
  changes: string[],
): Schema {
  const { [composition]: listed, ...rest } = schema;
  if (!Array.isArray(listed)) return schema;
  const branches = listed
    .filter(isPlainObject)
    .map((branch) =>
      typeof branch.$ref === 'string' ? (lookUp(schema, branch.$ref) ?? branch) : branch,
    );
  const requirements = branches.map((branch) => new Set(stringsOf(branch.required)));
  const names = new Set(requirements.flatMap((required) => [...required]));
  const required =
    composition === 'allOf'
      ? [...names]
      : [...names].filter((name) => requirements.every((set) => set.has(name)));
  changes.push(`its root ${composition} was flattened into one object`);
  const properties = Object.assign(
    {},
    ...branches.map((branch) => objectOf(branch.properties)),
    objectOf(rest.properties),
  );
  const allRequired = [...new Set([...stringsOf(rest.required), ...required])];
  const { additionalProperties: _, ...withoutClosing } = rest;
  return {
    ...withoutClosing,
    type: 'object',
    properties,
    ...(allRequired.length > 0 ? { required: allRequired } : {}),
    ...describeChoice(rest.description, composition, requirements),
  };
}

function describeChoice(
  description: unknown,
  composition: (typeof COMPOSITIONS)[number],
  requirements: readonly ReadonlySet<string>[],
): { readonly description?: string } {
  if (composition === 'allOf' || requirements.every((set) => set.size === 0)) return {};
  const choices = requirements.map((set) => `{${[...set].join(', ')}}`).join(' or ');
  const rule = `${composition === 'oneOf' ? 'Exactly one' : 'At least one'} of these sets of properties is required: ${choices}.`;
  return { description: typeof description === 'string' ? `${description} ${rule}` : rule };
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function objectOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}
