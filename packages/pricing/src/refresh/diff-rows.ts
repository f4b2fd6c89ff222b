import type { PriceRow } from '../price-row.js';
import { COMPONENTS } from '../rates.js';

/** What changed from one table to the next, one line for each row, for a person to read. */
export function diffRows(before: readonly PriceRow[], after: readonly PriceRow[]): string[] {
  const [old, current] = [before.map(describe), after.map(describe)];
  const [known, now] = [new Set(old), new Set(current)];
  return [
    ...old.filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...current.filter((line) => !known.has(line)).map((line) => `+ ${line}`),
  ].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

/** A row in one line. */
export function describe(row: PriceRow): string {
  const rates = COMPONENTS.filter((name) => row[name] !== undefined).map(
    (name) => `${name} ${row[name]}`,
  );
  const units = Object.entries(row.units ?? {}).map(([unit, price]) => `${unit} ${price} each`);
  return [
    `${row.id} ${row.routing} ${row.tier}`,
    row.regions === '*' ? 'all regions' : row.regions.join(' '),
    ...(row.from === undefined ? [] : [`from ${row.from}`]),
    ...(row.until === undefined ? [] : [`until ${row.until}`]),
    ...(row.fromInputTokens === undefined ? [] : [`from ${row.fromInputTokens} input tokens`]),
    [...rates, ...units].join(', '),
    `${row.source}, ${row.checked ?? 'no date'}, ${row.confidence ?? 'no confidence'}`,
  ].join(' | ');
}
