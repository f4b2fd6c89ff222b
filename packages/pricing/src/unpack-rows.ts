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

/** Reads what `packRows` wrote. */
export function unpackRows(text: string): PriceRow[] {
  const [sourceLines = [], regionLines = [], rowLines = []] = text
    .split('\n\n')
    .map((part) => part.split('\n'));
  const sources = sourceLines.map(unpackSource);
  const regions = regionLines.map((line) => (line === '*' ? line : line.split(' ')));
  const rows: PriceRow[] = [];
  let id = '';
  for (const line of rowLines) {
    if (line.startsWith('=')) {
      id = line.slice(1);
      continue;
    }
    const [values = '', ...extras] = line.split('|');
    const [key = '', source = '', places = '', ...rates] = values.split(',');
    rows.push({
      id,
      routing: routingOf(key),
      tier: key.slice(1),
      regions: regions[Number.parseInt(places, 36)] ?? [],
      ...unpackExtras(extras),
      ...Object.fromEntries(
        COMPONENTS.map((component, at) => [component, rates[at]] as const).filter(
          ([, rate]) => rate !== undefined && rate !== '',
        ),
      ),
      ...(sources[Number.parseInt(source, 36)] ?? { source: '' }),
    });
  }
  return rows;
}

function unpackSource(
  line: string,
): Pick<PriceRow, 'source' | 'checked' | 'confidence' | 'note'> & { readonly source: string } {
  const [source = '', checked = '', confidence = '', note = ''] = line.split('|');
  return {
    source,
    ...(checked !== '' && { checked }),
    ...(confidence !== '' && { confidence: confidence as Confidence }),
    ...(note !== '' && { note }),
  };
}

function routingOf(key: string): PriceRow['routing'] {
  if (key.startsWith('g')) return 'global';
  return key.startsWith('e') ? 'geo' : 'in-region';
}

function unpackExtras(
  extras: readonly string[],
): Partial<Pick<PriceRow, 'from' | 'until' | 'fromInputTokens' | 'units'>> {
  const units: Record<string, string> = {};
  const named: Record<string, string> = {};
  for (const extra of extras) {
    const at = extra.indexOf('=');
    const [name, value] = [extra.slice(0, at), extra.slice(at + 1)];
    if (name.startsWith('1 ')) units[name.slice(2)] = value;
    else named[name] = value;
  }
  const { from, until, step } = named;
  return {
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(step !== undefined && { fromInputTokens: Number(step) }),
    ...(Object.keys(units).length > 0 && { units }),
  };
}
