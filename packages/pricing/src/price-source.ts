import type { RowsOfModel } from './find-price.js';
import { type PriceRow, ratesOfRow } from './price-row.js';
import { listPrices } from './price-table.js';

/**
 * Where rows come from that the table does not have: asked once for each bare model id without a
 * row. An empty list: not known there either.
 */
export type PriceSource = (id: string) => readonly PriceRow[];

/** The shipped rows by their models, made when they are first asked for. */
let shipped: ReadonlyMap<string, readonly PriceRow[]> | undefined;

/** @throws TypeError when a row of a table of one's own is invalid. */
export function rowsByModel(
  table: readonly PriceRow[] | undefined,
  source: PriceSource | undefined,
): RowsOfModel {
  for (const row of table ?? []) ratesOfRow(row);
  shipped ??= table === undefined ? indexed(listPrices()) : undefined;
  const listed = table === undefined ? shipped : indexed(table);
  const sourced = new Map<string, readonly PriceRow[]>();
  return (id) => {
    const rows = listed?.get(id) ?? sourced.get(id);
    if (rows !== undefined || source === undefined) return rows ?? [];
    const found = source(id);
    sourced.set(id, found);
    return found;
  };
}

function indexed(rows: readonly PriceRow[]): ReadonlyMap<string, readonly PriceRow[]> {
  const index = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const known = index.get(row.id);
    if (known === undefined) index.set(row.id, [row]);
    else known.push(row);
  }
  return index;
}
