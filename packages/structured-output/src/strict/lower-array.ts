import type { JsonSchema } from '@outcrop/unified-response';
import { tupleOf } from '../fits-schema.js';
import { nameOfReference } from '../inline-references.js';
import { pointerTo } from '../json-pointer.js';
import { describedBy } from '../schema-words.js';
import type { Codec } from '../value-codec.js';
import { type Flat, type Lowered, type Lowering, type Place, withinLimits } from './lowering.js';

const KEYWORDS = ['type', 'items', 'prefixItems', 'additionalItems', 'minItems'];

/** A list. The items of a tuple may stand in any order, which is for validation to find. */
export function lowerArray(flat: Flat, place: Place, lowering: Lowering): Lowered {
  const { rules, changes } = lowering;
  const { items: parts, rest } = tupleOf(flat.schema);
  const under = (keyword: string): string => pointerTo(place.path, keyword);
  const tuple = parts.map((part, at) =>
    lowering.lower(part, { ...place, path: pointerTo(under('prefixItems'), at) }),
  );
  // A tuple is taken to be whole, unless it says what comes after.
  const isWhole = parts.length > 0 && (rest === undefined || rest === false);
  const others = isWhole
    ? undefined
    : lowering.lower(rest ?? true, { ...place, path: under('items') });
  const all = others ? [...tuple, others] : tuple;
  const distinct = [...new Map(all.map(({ schema }) => [JSON.stringify(schema), schema])).values()];
  const [only] = distinct;

  const limited = withinLimits(flat, place, lowering, KEYWORDS);
  const { prefixItems: _, additionalItems: __, minItems, ...head } = limited.schema;
  const words = [...limited.words];
  const least = typeof minItems === 'number' ? Math.min(minItems, rules.minItems) : undefined;
  if (least !== minItems) {
    changes.add(place.path, `minItems became ${least}`);
    words.push(`minItems: ${minItems}`);
  }
  if (tuple.length > 0) {
    changes.add(place.path, 'the order of its items is told in words');
    words.push(`items in order: ${tuple.map(({ schema }) => inWords(schema)).join(', ')}`);
  }
  const schema = {
    ...head,
    type: 'array',
    items: distinct.length === 1 && only ? only : { anyOf: distinct },
    ...(least === undefined ? {} : { minItems: least }),
  };
  const isPlain = all.every(({ codec }) => codec === undefined);
  const items = tuple.map(({ codec }) => codec);
  const codec: Codec = { kind: 'array', items, rest: others?.codec };
  return { schema: describedBy(schema, words), codec: isPlain ? undefined : codec };
}

/** A schema in a word or two. */
function inWords({ description, type, $ref }: JsonSchema): string {
  if (typeof description === 'string') return description;
  return typeof $ref === 'string' ? nameOfReference($ref) : String(type ?? 'a value');
}
