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
 * All that may be asked of a value: a schema, with what its references and compositions lead to.
 * `undefined`: nothing is known, and anything may come.
 */
export type Candidates = readonly JsonSchema[] | undefined;

/** What a schema asks of each place of a value. Each question is answered once. */
export class SchemaCandidates {
  readonly #root: JsonSchema;
  readonly #answers = new WeakMap<readonly JsonSchema[], Map<string, Candidates>>();
  /** What is asked of the value itself. */
  readonly value: Candidates;

  constructor(root: JsonSchema) {
    this.#root = root;
    this.value = this.#expanded([root]);
  }

  /** What may be asked of a property. */
  property(asked: Candidates, name: string): Candidates {
    return this.#answer(asked, `property ${name}`, (schema) => {
      const declared = schemaMap(schema.properties).get(name);
      if (declared !== undefined) return [declared];
      if (schema.patternProperties !== undefined) return [true];
      const { additionalProperties } = schema;
      return isSubschema(additionalProperties) ? [additionalProperties] : [];
    });
  }

  /** What may be asked of an item. */
  item(asked: Candidates, at: number): Candidates {
    const tuples = asked?.map((schema) => tupleOf(schema)) ?? [];
    const isRest = tuples.every(({ items }) => at >= items.length);
    return this.#answer(asked, isRest ? 'items' : `item ${at}`, (schema) => {
      const { items, rest } = tupleOf(schema);
      const item = items[at] ?? rest;
      return item === undefined ? [] : [item];
    });
  }

  /** Those that take values of a type. */
  ofType(type: string, asked: Candidates): Candidates {
    if (!asked) return undefined;
    return this.#remembered(asked, type, () => asked.filter((schema) => mayBe(type, [schema])));
  }

  #answer(
    asked: Candidates,
    question: string,
    answer: (schema: JsonSchema) => readonly Subschema[],
  ): Candidates {
    if (!asked) return undefined;
    return this.#remembered(asked, question, () => {
      const schemas = asked.flatMap(answer);
      return schemas.length === 0 ? undefined : this.#expanded(schemas);
    });
  }

  #remembered(asked: readonly JsonSchema[], question: string, find: () => Candidates): Candidates {
    let answers = this.#answers.get(asked);
    if (!answers) {
      answers = new Map();
      this.#answers.set(asked, answers);
    }
    if (!answers.has(question)) answers.set(question, find());
    return answers.get(question);
  }

  /** Schemas, with those they refer to and are composed of, each once. */
  #expanded(schemas: readonly Subschema[]): Candidates {
    const found = new Set<JsonSchema>();
    const open = [...schemas];
    for (const schema of open) {
      if (schema === true) return undefined;
      if (schema === false || found.has(schema)) continue;
      found.add(schema);
      if (typeof schema.$ref === 'string') open.push(lookUp(this.#root, schema.$ref) ?? true);
      const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap(schemaList);
      for (const branch of [...branches, schema.then, schema.else]) {
        if (isSubschema(branch)) open.push(typedAs(schema, branch));
      }
    }
    const saying = [...found].filter((schema) => !leadsOn(schema) || ownTypes(schema));
    return saying.length === 0 ? undefined : saying;
  }
}

/** Whether a value of a type may come. */
export function mayBe(type: string, asked: Candidates): boolean {
  if (!asked) return true;
  return asked.some((schema) => {
    const types = ownTypes(schema);
    return !types || isOfTypes(type, types);
  });
}

/** A branch that says nothing of types has those of what it stands in. */
function typedAs({ type }: JsonSchema, branch: Subschema): Subschema {
  const isOpen = typeof branch === 'object' && branch.type === undefined && !leadsOn(branch);
  return isOpen && type !== undefined ? { ...branch, type } : branch;
}

function leadsOn({ $ref, anyOf, oneOf, allOf }: JsonSchema): boolean {
  return ($ref ?? anyOf ?? oneOf ?? allOf) !== undefined;
}

/** The types that a schema takes by itself; `undefined` when it says nothing of them. */
function ownTypes(schema: JsonSchema): readonly string[] | undefined {
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : [];
  const types = typesOf(schema) ?? (values.length > 0 ? values.map(typeOfValue) : undefined);
  if (types) return schema.nullable === true ? [...types, 'null'] : types;
  if ((schema.properties ?? schema.additionalProperties) !== undefined) return ['object'];
  return (schema.items ?? schema.prefixItems) !== undefined ? ['array'] : undefined;
}
