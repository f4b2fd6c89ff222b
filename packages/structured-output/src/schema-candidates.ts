import type { JsonSchema } from '@outcrop/unified-response';
import { tupleOf } from './fits-schema.js';
import { lookUp } from './json-pointer.js';
import {
  isOfTypes,
  isSubschema,
  type Subschema,
  schemaList,
  schemaMap,
  typeOfValue,
  typesOf,
} from './json-schema.js';

/**
 * All that may be asked of a value: a schema with what its references and compositions lead to.
 * `undefined`: anything may come, and nothing is known of it.
 */
export type Candidates = readonly JsonSchema[] | undefined;

/** A schema, and those it refers to and is composed of, each once. */
export function candidatesOf(schemas: readonly Subschema[], root: JsonSchema): Candidates {
  const found = new Set<JsonSchema>();
  const open = [...schemas];
  for (const schema of open) {
    if (typeof schema === 'boolean') {
      if (schema) return undefined;
      continue;
    }
    if (found.has(schema)) continue;
    found.add(schema);
    if (typeof schema.$ref === 'string') open.push(lookUp(root, schema.$ref) ?? true);
    const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap(schemaList);
    for (const branch of [...branches, schema.then, schema.else]) {
      if (isSubschema(branch)) open.push(typedAs(schema, branch));
    }
  }
  const saying = [...found].filter((schema) => saysSomething(schema));
  return saying.length === 0 ? undefined : saying;
}

/** A branch that says nothing of types has those of what it stands in. */
function typedAs({ type }: JsonSchema, branch: Subschema): Subschema {
  const isOpen = typeof branch === 'object' && branch.type === undefined && !leadsOn(branch);
  return isOpen && type !== undefined ? { ...branch, type } : branch;
}

function leadsOn({ $ref, anyOf, oneOf, allOf }: JsonSchema): boolean {
  return ($ref ?? anyOf ?? oneOf ?? allOf) !== undefined;
}

/** Whether a schema limits values by itself, and not only by what it leads to. */
function saysSomething(schema: JsonSchema): boolean {
  return !leadsOn(schema) || ownTypes(schema) !== undefined;
}

function ownTypes(schema: JsonSchema): readonly string[] | undefined {
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : [];
  const named = typesOf(schema) ?? (values.length > 0 ? values.map(typeOfValue) : undefined);
  if (named) return schema.nullable === true ? [...named, 'null'] : named;
  if (schema.properties !== undefined || schema.additionalProperties !== undefined)
    return ['object'];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ['array'] : undefined;
}

/** What may be asked of a property. */
export function propertyCandidates(all: Candidates, name: string, root: JsonSchema): Candidates {
  if (!all) return undefined;
  const schemas: Subschema[] = [];
  for (const schema of all) {
    const declared = schemaMap(schema.properties).get(name);
    const { additionalProperties } = schema;
    if (declared !== undefined) schemas.push(declared);
    else if (schema.patternProperties !== undefined) return undefined;
    else if (isSubschema(additionalProperties)) schemas.push(additionalProperties);
  }
  return schemas.length === 0 ? undefined : candidatesOf(schemas, root);
}

/** What may be asked of an item. */
export function itemCandidates(all: Candidates, at: number, root: JsonSchema): Candidates {
  if (!all) return undefined;
  const schemas = all.flatMap((schema) => {
    const { items, rest } = tupleOf(schema);
    return items[at] ?? rest ?? [];
  });
  return schemas.length === 0 ? undefined : candidatesOf(schemas, root);
}

/** Whether a value of a type may come. */
export function mayBe(type: string, all: Candidates): boolean {
  if (!all) return true;
  return all.some((schema) => {
    const types = ownTypes(schema);
    return !types || isOfTypes(type, types);
  });
}

/** Those of the candidates that take values of a type. */
export function ofType(type: string, all: Candidates): Candidates {
  return all?.filter((schema) => mayBe(type, [schema]));
}
