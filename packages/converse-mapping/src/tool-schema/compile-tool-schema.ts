import type { ToolSchemaRules } from '@outcrop/bedrock-models';
import { flattenRoot } from './flatten-root.js';
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
 * the top level", Claude) and without references likewise ("extraneous key [definitions] is not
 * permitted", Nova). What is nested keeps its structure.
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
  if (!rules.rootComposition) schema = flattenRoot(schema, changes);
  if (!rules.references && hasReferences(schema)) {
    changes.push('its references were replaced by what they point at');
    schema = inlineReferences(schema);
  }
  return { schema: withObjectRoot(schema, changes), changes };
}

function withObjectRoot(schema: Schema, changes: string[]): Schema {
  if (schema.type === 'object') return schema;
  if (schema.type === undefined || (Array.isArray(schema.type) && schema.type.includes('object'))) {
    changes.push('its root got the type object');
    return { ...schema, type: 'object' };
  }
  changes.push(`its root, of type ${String(schema.type)}, became the property value of an object`);
  const { $defs: _, definitions: __, ...value } = schema;
  return { type: 'object', properties: { value }, required: ['value'], ...definitionsOf(schema) };
}

function hasReferences(schema: Schema): boolean {
  return '$defs' in schema || 'definitions' in schema || JSON.stringify(schema).includes('"$ref"');
}

function resolveRootReference(schema: Schema, changes: string[]): Schema {
  const seen = new Set<string>();
  let root = schema;
  while (typeof root.$ref === 'string' && !seen.has(root.$ref)) {
    const { $ref: reference, ...siblings } = root as Schema & { $ref: string };
    seen.add(reference);
    const target = lookUp(schema, reference);
    if (!target || target === schema) break;
    root = { ...definitionsOf(schema), ...target, ...siblings };
    changes.push(`its root reference ${reference} was resolved`);
  }
  const { $ref: unresolved, ...resolved } = root;
  return unresolved === undefined ? root : resolved;
}

function definitionsOf(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => keyword === '$defs' || keyword === 'definitions'),
  );
}
