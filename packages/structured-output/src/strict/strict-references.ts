import type { JsonSchema } from '@outcrop/unified-response';
import { nameOfReference } from '../inline-references.js';
import { lookUp } from '../json-pointer.js';
import type { Subschema } from '../json-schema.js';
import {
  hasLimitsBeside,
  MAX_INLINED,
  MAX_RECURSION,
  recursiveReferences,
} from '../schema-references.js';
import type { Codec } from '../value-codec.js';
import { resolved } from './flatten-schema.js';
import { anyValue, type Lowered, type Lowering, type Place } from './lowering.js';

interface Definition {
  readonly name: string;
  codec: Codec | undefined;
}

/** References as they are taken: to a definition, or spelled out as often as need be. */
export class StrictReferences {
  readonly #recursive: ReadonlySet<string>;
  readonly #mayRecur: boolean;
  readonly #known = new Map<string, Definition>();
  #spelledOut = 0;

  constructor(root: JsonSchema, mayRecur: boolean) {
    this.#recursive = recursiveReferences(root);
    this.#mayRecur = mayRecur;
  }

  /** Counts a schema inside of a reference that is spelled out. */
  count(): void {
    this.#spelledOut += 1;
  }

  lower(schema: JsonSchema, reference: string, place: Place, lowering: Lowering): Lowered {
    const { changes } = lowering;
    const target = lookUp(lowering.root, reference);
    if (target === undefined) {
      changes.add(place.path, `its reference ${reference} leads nowhere`);
      return anyValue({ schema, words: [] });
    }
    const isRecursive = this.#recursive.has(reference);
    const isFull = this.#spelledOut >= MAX_INLINED;
    if ((this.#mayRecur || !isRecursive) && !hasLimitsBeside(schema)) {
      const { description } = schema;
      if (description === undefined) return this.#definition(reference, target, lowering);
      // Beside a reference, nothing else is sure to be taken.
      if (isRecursive || isFull) {
        const definition = this.#definition(reference, target, lowering);
        return { ...definition, schema: { anyOf: [definition.schema], description } };
      }
    }
    const depth = place.open.filter((open) => open === reference).length;
    if (depth >= MAX_RECURSION || isFull) {
      changes.add(place.path, `its recursion ends in any value after ${depth} times`);
      return anyValue({ schema, words: [`another ${nameOfReference(reference)}`] });
    }
    changes.add(place.path, `its reference ${reference} was replaced by what it points at`);
    const open = [...place.open, reference];
    return lowering.lower(resolved(schema, place, lowering), { ...place, open });
  }

  #definition(reference: string, target: Subschema, lowering: Lowering): Lowered {
    const { definitions } = lowering;
    let known = this.#known.get(reference);
    if (!known) {
      known = { name: freeName(nameOfReference(reference), definitions), codec: undefined };
      this.#known.set(reference, known);
      // Its place, before what it names takes one.
      definitions.set(known.name, {});
      const path = reference.replace(/^[^#]*#/, '');
      const { schema, codec } = lowering.lower(target, { path, open: [] });
      definitions.set(known.name, schema);
      known.codec = codec;
    }
    const schema = { $ref: `#/$defs/${known.name}` };
    const isRecursive = this.#recursive.has(reference);
    return { schema, codec: isRecursive ? { kind: 'reference', target: known } : known.codec };
  }
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  const name = wanted.replace(/[^a-zA-Z0-9_.-]/g, '_');
  let free = name;
  for (let at = 2; taken.has(free); at += 1) free = `${name}_${at}`;
  return free;
}
