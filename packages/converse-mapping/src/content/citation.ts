import {
  type CitationBlock,
  definedFields,
  isPlainObject,
  type TextBlock,
} from '@outcrop/unified-response';
import { othersOf } from '../others-of.js';
import type { WireCitation, WireCitationLocation } from '../wire/wire-content.js';
import { isUnion, textOf, withoutUnknown } from '../wire/wire-shape.js';
import { providerData, providerMembers } from './provider-data.js';

/** A citation of Converse. Its snippet is the cited source text; a web location gives the address. */
export function citationFromWire(wire: WireCitation): CitationBlock {
  const known = withoutUnknown(wire) as WireCitation;
  const { title = '', sourceContent = [] } = known;
  const snippet = sourceContent.map((part) => textOf(part) ?? '').join('');
  const location = isLocation(known.location) ? known.location : undefined;
  const url = location && 'web' in location ? location.web.url : undefined;
  return {
    type: 'citation',
    title,
    snippet,
    ...definedFields({ url, location: location as CitationBlock['location'] }),
    ...providerData(leftOver(known, snippet)),
  };
}

/** What the block's own fields cannot give back, such as source texts in several parts. */
function leftOver(wire: WireCitation, snippet: string): Record<string, unknown> | undefined {
  const [first, ...more] = wire.sourceContent ?? [];
  const isOneText = more.length === 0 && snippet !== '' && textOf(first) === snippet;
  return othersOf(wire, [
    ...(wire.title === '' ? [] : ['title']),
    ...(isLocation(wire.location) ? ['location'] : []),
    ...(isOneText ? ['sourceContent'] : []),
  ]);
}

/** Whether a text travels as `citationsContent`, which is no text block to the service. */
export function isCited(block: TextBlock): boolean {
  const { citations = [] } = block;
  return citations.length > 0 || Object.keys(providerMembers(block)).length > 0;
}

export function citationToWire(block: CitationBlock): WireCitation {
  const { title, snippet, url } = block;
  const web = url === undefined ? undefined : { web: { url } };
  return definedFields({
    title: title === '' ? undefined : title,
    sourceContent: snippet === '' ? undefined : [{ text: snippet }],
    // Another provider's place in a source says nothing to Converse.
    location: isLocation(block.location) ? block.location : web,
    ...providerMembers(block),
  });
}

/** A location in Converse's terms: a union of structs. */
function isLocation(location: unknown): location is WireCitationLocation {
  return isUnion(location) && Object.values(location).every(isPlainObject);
}
