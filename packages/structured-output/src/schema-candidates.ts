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

/** Schemas that hold together, references and compositions resolved. */
export type Alternative = readonly JsonSchema[];

/**
 * What may be asked of a value: one of some alternatives. `undefined`: nothing is known, and anything
 * may come.
 */
export type Candidates = readonly Alternative[] | undefined;

/** What is more choice than this says nothing: unions in intersections multiply. */
const MAX_ALTERNATIVES = 50;

/** What a schema asks of each place of a value. Each question is answered once. */
export class SchemaCandidates {
  readonly #root: JsonSchema;
  readonly #answers = new WeakMap<readonly Alternative[], Map<string, Candidates>>();
  /** What is asked of the value itself. */
  readonly value: Candidates;

  constructor(root: JsonSchema) {
    this.#root = root;
    this.value = this.#known([[root]]);
  }

  /** What may be asked of a property. */
  property(asked: Candidates, name: string): Candidates {
    return this.#answer(asked, `property ${name}`, (schema) => {
      const declared = schemaMap(schema.properties).get(name);
      // Which of the patterns it keeps is for validation.
      if (schema.patternProperties !== undefined) return declared;
      const { additionalProperties } = schema;
      return declared ?? (isSubschema(additionalProperties) ? additionalProperties : undefined);
    });
  }

  /** What may be asked of an item. */
  item(asked: Candidates, at: number): Candidates {
    const isRest = asked?.flat().every((schema) => at >= tupleOf(schema).items.length);
    return this.#answer(asked, isRest ? 'items' : `item ${at}`, (schema) => {
      const { items, rest } = tupleOf(schema);
      return items[at] ?? rest;
    });
  }

  /** Those that take values of a type. */
  ofType(type: string, asked: Candidates): Candidates {
    if (!asked) return undefined;
    return this.#remembered(asked, type, () => asked.filter((one) => takesType(type, one)));
  }

  #answer(
    asked: Candidates,
    question: string,
    answer: (schema: JsonSchema) => Subschema | undefined,
  ): Candidates {
    if (!asked) return undefined;
    return this.#remembered(asked, question, () =>
      this.#known(asked.map((one) => one.map(answer).filter((found) => found !== undefined))),
    );
  }

  #remembered(asked: readonly Alternative[], question: string, find: () => Candidates): Candidates {
    let answers = this.#answers.get(asked);
    if (!answers) {
      answers = new Map();
      this.#answers.set(asked, answers);
    }
    if (!answers.has(question)) answers.set(question, find());
    return answers.get(question);
  }

  /** The alternatives, if each of them says something. */
  #known(alternatives: readonly (readonly Subschema[])[]): Candidates {
    const known = alternatives.flatMap((all) => this.#together(all, new Set()));
    const says = (one: Alternative): boolean =>
      one.some((schema) => ownTypes(schema) !== undefined);
    return known.length <= MAX_ALTERNATIVES && known.every(says) ? known : undefined;
  }

  /** The alternatives of schemas that hold together. */
  #together(schemas: readonly Subschema[], inside: ReadonlySet<JsonSchema>): Alternative[] {
    let product: Alternative[] = [[]];
    for (const schema of schemas) {
      const factors = this.#alternatives(schema, inside);
      product = product.flatMap((one) => factors.map((other) => [...one, ...other]));
      if (product.length > MAX_ALTERNATIVES) return product;
    }
    return product;
  }

  #alternatives(schema: Subschema, inside: ReadonlySet<JsonSchema>): Alternative[] {
    if (schema === true) return [[]];
    // A reference to what it stands in says nothing more.
    if (schema === false) return [];
    if (inside.has(schema)) return [[]];
    const within = new Set([...inside, schema]);
    const parts: Subschema[] = [...schemaList(schema.allOf)];
    if (typeof schema.$ref === 'string') parts.push(lookUp(this.#root, schema.$ref) ?? true);
    let all = this.#together(parts, within).map((one) => [schema, ...one]);
    const conditional = [schema.then, schema.else].some(isSubschema)
      ? [
          isSubschema(schema.then) ? schema.then : true,
          isSubschema(schema.else) ? schema.else : true,
        ]
      : [];
    for (const union of [schemaList(schema.anyOf), schemaList(schema.oneOf), conditional]) {
      if (union.length === 0 || all.length > MAX_ALTERNATIVES) continue;
      const factors = union.flatMap((branch) => this.#alternatives(branch, within));
      all = all.flatMap((one) => factors.map((other) => [...one, ...other]));
    }
    return all;
  }
}

/** Whether a value of a type may come. */
export function mayBe(type: string, asked: Candidates): boolean {
  return !asked || asked.some((one) => takesType(type, one));
}

function takesType(type: string, one: Alternative): boolean {
  return one.every((schema) => isOfTypes(type, ownTypes(schema) ?? [type]));
}

/** The types that a schema takes by itself; `undefined` when it says nothing of them. */
function ownTypes(schema: JsonSchema): readonly string[] | undefined {
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : [];
  const types = typesOf(schema) ?? (values.length > 0 ? values.map(typeOfValue) : undefined);
  if (types) return schema.nullable === true ? [...types, 'null'] : types;
  if ((schema.properties ?? schema.additionalProperties) !== undefined) return ['object'];
  return (schema.items ?? schema.prefixItems) !== undefined ? ['array'] : undefined;
}
