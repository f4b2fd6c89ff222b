import type { JsonSchema } from '@outcrop/unified-response';
import { fitsSchema } from '../fits-schema.js';
import { pointerTo } from '../json-pointer.js';
import { schemaList, typesOf } from '../json-schema.js';
import { describedBy } from '../schema-words.js';
import type { UnionBranch } from '../value-codec.js';
import { mergedAt, resolved } from './flatten-schema.js';
import {
  annotationsOf,
  anyValue,
  type Flat,
  type Lowered,
  type Lowering,
  type Place,
  withoutAnnotations,
} from './lowering.js';

interface Branch extends Lowered {
  /** As the caller has it. */
  readonly own: JsonSchema;
}

/** `anyOf`, and `oneOf` as such. What stands beside it becomes a part of each branch. */
export function lowerUnion(
  flat: Flat,
  keyword: 'anyOf' | 'oneOf',
  place: Place,
  lowering: Lowering,
): Lowered {
  const { [keyword]: alternatives, ...base } = flat.schema;
  if (keyword === 'oneOf') lowering.changes.add(place.path, 'its oneOf became anyOf');
  const words = [...flat.words];
  const common = withoutAnnotations(base);
  const branches: Branch[] = [];
  for (const [at, alternative] of schemaList(alternatives).entries()) {
    if (alternative === false) continue;
    const within = { ...place, path: pointerTo(pointerTo(place.path, keyword), at) };
    let own = alternative === true ? {} : alternative;
    if (Object.keys(common).length > 0) {
      own = mergedAt(common, resolved(own, within, lowering), within, lowering, words);
    }
    // Types that exclude each other leave nothing.
    if (typesOf(own)?.length === 0) continue;
    branches.push({ ...lowering.lower(own, within), own });
  }
  const head = annotationsOf(base);
  const [only, ...others] = branches;
  if (!only) return anyValue({ schema: head, words });
  if (others.length === 0) return alone(only, describedBy(head, words));
  const distinct = toldApart(branches, lowering);
  const schema = {
    ...describedBy(head, words),
    anyOf: distinct.map((branch) => branch.schema),
  };
  if (distinct.every(({ codec }) => codec === undefined)) return { schema, codec: undefined };
  return { schema, codec: { kind: 'union', branches: distinct.map(asCodecBranch(lowering)) } };
}

function alone({ schema, codec }: Branch, head: JsonSchema): Lowered {
  const isReference = schema.$ref !== undefined;
  return { schema: isReference ? { ...head, anyOf: [schema] } : { ...schema, ...head }, codec };
}

/** What two branches would write alike is written differently. */
function toldApart(branches: readonly Branch[], { root }: Lowering): readonly Branch[] {
  const hasText = branches.some(({ codec }) => codec?.kind === 'text');
  const hasList = branches.some(
    ({ codec, own }) => codec?.kind !== 'entries' && fitsSchema([], own, root),
  );
  return branches.map((branch) => {
    // A string that looks like the JSON text of another branch.
    if (hasText && branch.schema.type === 'string' && !branch.codec) {
      return { ...branch, codec: { kind: 'text' } };
    }
    if (!hasList || branch.codec?.kind !== 'entries') return branch;
    const schema = {
      type: 'object',
      properties: { data: branch.schema },
      required: ['data'],
      additionalProperties: false,
    };
    return { ...branch, schema, codec: { kind: 'data', value: branch.codec } };
  });
}

function asCodecBranch({ root, definitions }: Lowering): (branch: Branch) => UnionBranch {
  let sent: JsonSchema | undefined;
  return ({ schema, codec, own }) => ({
    type: typeof schema.type === 'string' ? schema.type : undefined,
    codec,
    isOwn: (value) => fitsSchema(value, own, root),
    isWritten: (value) => {
      // By the time that a value comes, all are known.
      sent ??= { $defs: Object.fromEntries(definitions) };
      return fitsSchema(value, schema, sent);
    },
  });
}
