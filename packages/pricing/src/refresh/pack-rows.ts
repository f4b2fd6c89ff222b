import type { PriceRow } from '../price-row.js';
import { COMPONENTS } from '../rates.js';
import { ROUTINGS } from '../unpack-rows.js';

/** Writes rows as `unpackRows` reads them. Rows of one model have to stand together. */
export function packRows(rows: readonly PriceRow[]): string {
  const sources: string[] = [];
  const regions: string[] = [];
  const lines: string[] = [];
  let id = '';
  for (const row of rows) {
    if (row.id !== id) lines.push(`=${row.id}`);
    id = row.id;
    const source = [row.source, row.checked ?? '', row.confidence ?? '', row.note ?? ''].join('|');
    const places = row.regions === '*' ? '*' : row.regions.join(' ');
    const rates = COMPONENTS.map((component) => row[component] ?? '').join(',');
    const values = [
      ROUTINGS[row.routing] + row.tier,
      placeOf(sources, source),
      placeOf(regions, places),
      rates,
    ];
    const extras = [
      ...(row.from === undefined ? [] : [`from=${row.from}`]),
      ...(row.until === undefined ? [] : [`until=${row.until}`]),
      ...(row.fromInputTokens === undefined ? [] : [`step=${row.fromInputTokens}`]),
      ...Object.entries(row.units ?? {}).map(([unit, price]) => `1 ${unit}=${price}`),
    ];
    lines.push([values.join(',').replace(/,+$/, ''), ...extras].join('|'));
  }
  return [sources, regions, lines].map((part) => part.join('\n')).join('\n\n');
}

/** The number of a text in a list, base 36; new texts come at its end. */
function placeOf(list: string[], text: string): string {
  const at = list.indexOf(text);
  return (at < 0 ? list.push(text) - 1 : at).toString(36);
}
