import type { GenericBlock } from '@outcrop/unified-response';
import type { MappingContext } from './mapping-context.js';
import { PROVIDER } from './provider-data.js';
import type { WireUnknownMember } from './wire-union.js';

/** A Converse block of a type that is not known here, with every member it came with. */
export function genericFromWire(wire: object): GenericBlock {
  const unknown = (wire as Partial<WireUnknownMember>).$unknown;
  const members = unknown ? { [unknown[0]]: unknown[1] } : wire;
  return { type: 'generic', provider: PROVIDER, ...members };
}

/** Whether a generic block is one of Converse, and not of another provider or dialect. */
export function isConverseBlock(block: GenericBlock): boolean {
  const { type: _, provider, originalType, ...members } = block;
  const ours = provider === PROVIDER || (provider === undefined && originalType === undefined);
  return ours && Object.keys(members).length === 1;
}

/** The Converse block that a generic one was; an empty list, and a warning, if it was none. */
export function genericToWire(
  block: GenericBlock,
  path: string,
  context: MappingContext,
): readonly object[] {
  const { type: _, provider, originalType, ...members } = block;
  if (isConverseBlock(block)) return [members];
  const whose = provider ?? originalType ?? 'of no type';
  context.notices.warn(
    'content_ignored',
    path,
    `Converse has no place for this block (${whose}): it was left out.`,
  );
  return [];
}
