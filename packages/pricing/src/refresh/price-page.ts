import type { PriceRow } from '../price-row.js';
import { COMPONENTS } from '../rates.js';

/** The page of all prices, for people. */
export function pricePage(rows: readonly PriceRow[]): string {
  const sources = [...new Set(rows.map(sourceOf))].sort();
  const ids = [...new Set(rows.map(({ id }) => id))];
  const perToken = ids.filter((id) => rows.some((row) => row.id === id && hasRates(row)));
  const counted = rows.filter(({ units }) => units !== undefined);
  return `${[
    '# Prices',
    '',
    `What \`@outcrop/pricing\` knows: ${rows.length} prices of ${ids.length} models. USD per 1,000,000 tokens; an empty cell is not known, 0 is free. This page is made from the table by \`pnpm prices:refresh\`; changes belong there.`,
    '',
    '`in-region` is paid by the bare model id and by the `us.`, `eu.`, `jp.`, … profiles alike, `global` by the `global.` profile. The region is the one the call is sent to; "all" leaves out GovCloud and China. How the figures were come by is in the [README](../packages/pricing/README.md#the-table).',
    '',
    ...perToken.flatMap((id) => modelSection(id, rows, sources)),
    '## Not by the token',
    '',
    '| model | regions | unit | USD for one | source |',
    '| --- | --- | --- | --- | --- |',
    ...counted.flatMap((row) =>
      Object.entries(row.units ?? {}).map(([unit, price]) =>
        cells([`\`${row.id}\``, placesOf(row), unit, price, numberOf(sources, row)]),
      ),
    ),
    '',
    '## Sources',
    '',
    ...sources.map((source, at) => `${at + 1}. ${source}`),
  ].join('\n')}\n`;
}

function modelSection(id: string, rows: readonly PriceRow[], sources: readonly string[]): string[] {
  const ofModel = rows.filter((row) => row.id === id && hasRates(row));
  const notes = [...new Set(ofModel.flatMap(({ note }) => (note === undefined ? [] : [note])))];
  return [
    `## \`${id}\``,
    '',
    ...notes.flatMap((note) => [`${note[0]?.toUpperCase() ?? ''}${note.slice(1)}.`, '']),
    '| price | regions | input | output | cache read | write 5m | write 1h | source |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...ofModel.map((row) =>
      cells([
        priceOf(row),
        placesOf(row),
        ...COMPONENTS.map((component) => row[component] ?? ''),
        numberOf(sources, row),
      ]),
    ),
    '',
  ];
}

function hasRates(row: PriceRow): boolean {
  return COMPONENTS.some((component) => row[component] !== undefined);
}

function priceOf({ routing, tier, from, until, fromInputTokens }: PriceRow): string {
  return [
    `${routing}, ${tier}`,
    ...(fromInputTokens === undefined
      ? []
      : [`from ${fromInputTokens.toLocaleString('en')} input tokens`]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join(', ');
}

function placesOf({ regions }: PriceRow): string {
  return regions === '*' ? 'all' : regions.join(' ');
}

function sourceOf({ source, checked, confidence }: PriceRow): string {
  return [
    source,
    ...(checked === undefined ? [] : [checked]),
    `(${confidence ?? 'secondary'})`,
  ].join(' ');
}

function numberOf(sources: readonly string[], row: PriceRow): string {
  return String(sources.indexOf(sourceOf(row)) + 1);
}

function cells(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}
