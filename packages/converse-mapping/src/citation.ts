import type { CitationBlock } from '@outcrop/unified-response';
import { othersOf, present } from './present.js';
import { providerData, providerMembers } from './provider-data.js';
import type { WireCitation, WireCitationLocation } from './wire-content.js';

/** A citation of Converse. Its snippet is the cited source text; a web location gives the address. */
export function citationFromWire(wire: WireCitation): CitationBlock {
  const parts = wire.sourceContent ?? [];
  const texts = parts.map((part) => ('text' in part ? part.text : ''));
  const location = wire.location;
  const web = location && 'web' in location ? location.web : undefined;
  return {
    type: 'citation',
    title: wire.title ?? '',
    snippet: texts.join(''),
    ...present({ url: web?.url, location: location as CitationBlock['location'] }),
    ...providerData(leftOver(wire)),
  };
}

/** What the block's own fields cannot give back: other members, and source texts in several parts. */
function leftOver(wire: WireCitation): Record<string, unknown> | undefined {
  const known = ['title', 'location'];
  const [first, ...more] = wire.sourceContent ?? [];
  return othersOf(wire, isText(first) && more.length === 0 ? [...known, 'sourceContent'] : known);
}

function isText(part: object | undefined): boolean {
  return part !== undefined && Object.keys(part).length === 1 && 'text' in part;
}

export function citationToWire(block: CitationBlock): WireCitation {
  const location = block.location as WireCitationLocation | undefined;
  const web: WireCitationLocation | undefined =
    block.url === undefined ? undefined : { web: { url: block.url } };
  return present({
    title: block.title === '' ? undefined : block.title,
    sourceContent: block.snippet === '' ? undefined : [{ text: block.snippet }],
    location: location ?? web,
    ...providerMembers(block),
  });
}
