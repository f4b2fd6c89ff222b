import { type GenericBlock, isPlainObject } from '@outcrop/unified-response';
import type { MappingContext } from '../mapping-context.js';
import { withoutUnknown } from '../wire/wire-shape.js';
import { PROVIDER } from './provider-data.js';

/** The fields a generic block has of its own. */
const OWN_FIELDS = ['type', 'provider', 'originalType'];

/**
 * A Converse block of a type that is not known here, with every member it came with. What cannot be
 * such a block, because it is no object or has members called like ours, is `malformed`.
 */
export function genericFromWire(wire: unknown): GenericBlock {
  const members = withoutUnknown(wire);
  if (!isPlainObject(members) || OWN_FIELDS.some((name) => Object.hasOwn(members, name))) {
    return { type: 'generic', provider: PROVIDER, malformed: members };
  }
  return { ...members, type: 'generic', provider: PROVIDER };
}

/** The Converse block that a generic one is, or `undefined` for another provider's or dialect's. */
export function converseMembers(block: GenericBlock): object | undefined {
  const { type: _, provider, originalType, ...members } = block;
  const ours = provider === PROVIDER || (provider === undefined && originalType === undefined);
  const names = Object.keys(members).filter((name) => members[name] !== undefined);
  // A union has exactly one member.
  return ours && names.length === 1 && names[0] !== 'malformed' ? members : undefined;
}

/** The Converse block that a generic one was; an empty list, and a warning, if it was none. */
export function genericToWire(
  block: GenericBlock,
  path: string,
  context: MappingContext,
): readonly object[] {
  const members = converseMembers(block);
  if (members !== undefined) return [members];
  const whose = block.provider ?? block.originalType ?? 'of no type';
  context.notices.warn(
    'content_ignored',
    path,
    `Converse has no place for this block (${whose}): it was left out.`,
  );
  return [];
}
