import type { Confidence, PriceRow } from './price-row.js';
import { COMPONENTS } from './rates.js';

/**
 * How rows are shipped: a text of three parts, between them an empty line.
 *
 * 1. Sources, one a line: `source|checked|confidence|note`.
 * 2. Sets of regions, one a line; `*` is all.
 * 3. Per model a line `=id`, then a line for each row: routing and tier (`i` in-region, `e` geo, `g`
 *    global, then the tier), the numbers of its source and of its regions (base 36), and the rates
 *    in the order of `COMPONENTS`, by commas; what follows a `|` is `name=value`.
 *
 * Every rate stands there as its source has it: nothing is computed from anything else.
 */
export const ROUTINGS: Readonly<Record<PriceRow['routing'], string>> = {
  'in-region': 'i',
  geo: 'e',
  global: 'g',
};

/** A row in the making. */
type Draft = { -readonly [Member in keyof PriceRow]: PriceRow[Member] };

/** Reads what `packRows` wrote. */
export function unpackRows(text: string): PriceRow[] {
  const [sourceLines = [], regionLines = [], rowLines = []] = text
    .split('\n\n')
    .map((part) => part.split('\n'));
  const sources = sourceLines.map((line) => line.split('|'));
  const regions = regionLines.map((line) => (line === '*' ? line : line.split(' ')));
  const rows: PriceRow[] = [];
  let id = '';
  for (const line of rowLines) {
    if (line.startsWith('=')) {
      id = line.slice(1);
      continue;
    }
    const [values = '', ...extras] = line.split('|');
    const [key = '', sourceAt = '', regionsAt = '', ...rates] = values.split(',');
    const [source = '', checked = '', confidence = '', note = ''] =
      sources[Number.parseInt(sourceAt, 36)] ?? [];
    const row: Draft = {
      id,
      routing: routingOf(key),
      tier: key.slice(1),
      regions: regions[Number.parseInt(regionsAt, 36)] ?? [],
      source,
    };
    for (const [at, rate] of rates.entries()) {
      const component = COMPONENTS[at];
      if (component !== undefined && rate !== '') row[component] = rate;
    }
    for (const extra of extras) addExtra(row, extra);
    if (checked !== '') row.checked = checked;
    if (confidence !== '') row.confidence = confidence as Confidence;
    if (note !== '') row.note = note;
    rows.push(row);
  }
  return rows;
}

function routingOf(key: string): PriceRow['routing'] {
  if (key.startsWith('g')) return 'global';
  return key.startsWith('e') ? 'geo' : 'in-region';
}

function addExtra(row: Draft, extra: string): void {
  const at = extra.indexOf('=');
  const [name, value] = [extra.slice(0, at), extra.slice(at + 1)];
  if (name === 'from') row.from = value;
  else if (name === 'until') row.until = value;
  else if (name === 'step') row.fromInputTokens = Number(value);
  else row.units = { ...row.units, [name.slice(2)]: value };
}
