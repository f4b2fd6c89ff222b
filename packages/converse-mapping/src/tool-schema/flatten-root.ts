import { isPlainObject } from '@outcrop/unified-response';
import { lookUp, objectOf, type Schema, stringsOf } from './schema.js';

/** The keywords that Claude refuses at a schema's root. */
const COMPOSITIONS = ['anyOf', 'oneOf', 'allOf'] as const;

type Composition = (typeof COMPOSITIONS)[number];

/** A schema without a composition at its root; says in `changes` what it did. */
export function flattenRoot(schema: Schema, changes: string[]): Schema {
  return COMPOSITIONS.reduce((flat, composition) => flatten(flat, composition, changes), schema);
}

/**
 * A root composition as one object: the properties of all branches; required is what all branches
 * require (`anyOf`, `oneOf`) or any of them (`allOf`). The choice itself goes into the description.
 */
function flatten(schema: Schema, composition: Composition, changes: string[]): Schema {
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
  composition: Composition,
  requirements: readonly ReadonlySet<string>[],
): { readonly description?: string } {
  if (composition === 'allOf' || requirements.every((set) => set.size === 0)) return {};
  const choices = requirements.map((set) => `{${[...set].join(', ')}}`).join(' or ');
  const rule = `${composition === 'oneOf' ? 'Exactly one' : 'At least one'} of these sets of properties is required: ${choices}.`;
  return { description: typeof description === 'string' ? `${description} ${rule}` : rule };
}
