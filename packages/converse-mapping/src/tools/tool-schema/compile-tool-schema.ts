import type { ToolSchemaRules } from '@outcrop/bedrock-models';
import { describesObject, flattenRoot } from './flatten-root.js';
import { inlineReferences } from './inline-references.js';
import { lookUp, type Schema } from './schema.js';

/** The schema of a tool without arguments. */
const NO_ARGUMENTS: Schema = { type: 'object', properties: {} };

export interface CompiledSchema {
  readonly schema: Schema;
  /** What was changed, in words; empty when nothing was. */
  readonly changes: readonly string[];
}

/**
 * A tool's schema as the model takes it: its root an object ("The value at
 * toolConfig.tools.N.toolSpec.inputSchema.json.type must be one of the following: object."), without
 * composition where the model refuses it ("input_schema does not support oneOf, allOf, or anyOf at
 * the top level", Claude) and without references and other root keywords likewise ("extraneous key
 * [definitions] is not permitted", Nova). What is nested keeps its structure.
 */
export function compileToolSchema(
  parameters: Schema | undefined,
  rules: ToolSchemaRules,
): CompiledSchema {
  if (parameters === undefined || Object.keys(parameters).length === 0) {
    return { schema: NO_ARGUMENTS, changes: [] };
  }
  const changes: string[] = [];
  let schema = resolveRootReference(parameters, changes);
  const inlined = rules.references ? undefined : inlineReferences(schema);
  if (inlined) {
    changes.push('its references were replaced by what they point at');
    schema = inlined;
  }
  if (!rules.rootComposition) schema = flattenRoot(schema, changes);
  schema = withObjectRoot(schema, changes);
  return { schema: withRootKeywords(schema, rules.rootKeywords, changes), changes };
}

function withObjectRoot(schema: Schema, changes: string[]): Schema {
  if (schema.type === 'object') return schema;
  if (describesObject(schema)) {
    changes.push('its root got the type object');
    return { ...schema, type: 'object' };
  }
  changes.push('its root, which is no object, became the property value of one');
  const { $defs: _, definitions: __, ...value } = schema;
  return { type: 'object', properties: { value }, required: ['value'], ...definitionsOf(schema) };
}

function withRootKeywords(
  schema: Schema,
  accepted: readonly string[] | undefined,
  changes: string[],
): Schema {
  const refused = Object.keys(schema).filter((keyword) => accepted?.includes(keyword) === false);
  if (refused.length === 0) return schema;
  changes.push(`its root lost ${refused.join(', ')}, which the model refuses there`);
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !refused.includes(keyword)),
  );
}

function resolveRootReference(schema: Schema, changes: string[]): Schema {
  const seen = new Set<string>();
  let root = schema;
  while (typeof root.$ref === 'string' && !seen.has(root.$ref)) {
    const { $ref: reference, ...siblings } = root as Schema & { $ref: string };
    seen.add(reference);
    const target = lookUp(schema, reference);
    const leads = target !== undefined && target !== schema;
    changes.push(`its root reference ${reference} ${leads ? 'was resolved' : 'leads nowhere'}`);
    root = leads ? { ...definitionsOf(schema), ...target, ...siblings } : siblings;
  }
  if (!Object.hasOwn(root, '$ref')) return root;
  if (changes.length === 0) changes.push('its root reference leads nowhere');
  const { $ref: _, ...withoutReference } = root;
  return withoutReference;
}

function definitionsOf(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => keyword === '$defs' || keyword === 'definitions'),
  );
}
