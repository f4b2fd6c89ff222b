import type { PriceRow } from '../price-row.js';
import { COMPONENTS } from '../rates.js';
import {
  type Cell,
  type Contradiction,
  fill,
  isApart,
  isBetterKnown,
  joinCells,
  rank,
} from './combine-rows.js';

/**
 * Brings the table up to what was observed. No price is ever deleted: one that is no longer observed
 * stays, one that changed ends on the day the new one was seen.
 */
export function updateTable(
  table: readonly PriceRow[],
  observed: readonly PriceRow[],
): { rows: PriceRow[]; contradictions: Contradiction[] } {
  const cells = table.flatMap(cellsOf);
  const contradictions: Contradiction[] = [];
  for (const seen of observed.flatMap(cellsOf)) {
    const known = cells
      .map((cell, at) => ({ cell, at }))
      .filter(({ cell }) => speaksOf(seen, cell) && isSamePeriod(seen, cell));
    if (known.length === 0) {
      if (!isBetterKnown(cells, seen)) cells.push(seen);
      continue;
    }
    for (const { cell, at } of known) {
      const changed = COMPONENTS.some((name) => differs(cell[name], seen[name]));
      if (!changed) {
        cells[at] = confirmed(cell, seen);
      } else if (replaces(seen, cell)) {
        const day = seen.from ?? seen.checked;
        cells[at] = { ...cell, ...(day !== undefined && { until: day }) };
        cells.push({ ...seen, region: cell.region, ...(day !== undefined && { from: day }) });
      } else contradictions.push({ kept: cell, denied: seen, region: cell.region });
    }
  }
  return { rows: joinCells(cells), contradictions };
}

function cellsOf(row: PriceRow): Cell[] {
  return (row.regions === '*' ? ['*'] : row.regions).map((region) => ({ ...row, region }));
}

function isSamePrice(a: Cell, b: Cell): boolean {
  return (
    a.id === b.id &&
    a.routing === b.routing &&
    a.tier === b.tier &&
    a.fromInputTokens === b.fromInputTokens
  );
}

function speaksOf(seen: Cell, cell: Cell): boolean {
  const isThere = seen.region === '*' ? !isApart(cell.region) : cell.region === seen.region;
  return isSamePrice(seen, cell) && isThere;
}

/** A price that ended is spoken of by its dates alone, one that holds by whoever gives no dates. */
function isSamePeriod(seen: Cell, cell: Cell): boolean {
  if (seen.until !== undefined) return seen.until === cell.until;
  return cell.until === undefined;
}

function differs(known: string | undefined, seen: string | undefined): boolean {
  return known !== undefined && seen !== undefined && known !== seen;
}

function replaces(seen: Cell, cell: Cell): boolean {
  return (
    rank(seen.confidence) <= rank(cell.confidence) && (seen.checked ?? '') > (cell.checked ?? '')
  );
}

/** The price, seen again: by the same source later, or by another that adds to it. */
function confirmed(cell: Cell, seen: Cell): Cell {
  if (cell.source !== seen.source) return fill(cell, seen) ?? cell;
  const isLater = (seen.checked ?? '') > (cell.checked ?? '');
  const filled = fill(cell, seen) ?? cell;
  return isLater && seen.checked !== undefined ? { ...filled, checked: seen.checked } : filled;
}
