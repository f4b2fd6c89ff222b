import type { Confidence, PriceRow } from '../price-row.js';
import { COMPONENTS } from '../rates.js';

/** The most certain first. */
export const CONFIDENCES: readonly Confidence[] = ['aws', 'quoted', 'reader', 'secondary'];

/** A row for one region, or for all that have no row of their own. */
export type Cell = PriceRow & { readonly region: string };

/** A statement that another, more certain one denies: it is left out, and told. */
export interface Contradiction {
  readonly kept: PriceRow;
  readonly denied: PriceRow;
  readonly region: string;
}

/**
 * Makes one price of what several sources say. The most certain source comes first, and of equals
 * the newest; it decides the price. Others add what it does not say, when they agree in what it does,
 * and models it does not have at all.
 */
export function combineRows(observed: readonly PriceRow[]): {
  rows: PriceRow[];
  contradictions: Contradiction[];
} {
  const cells = new Map<string, Cell>();
  const contradictions: Contradiction[] = [];
  const ordered = observed.toSorted(
    (a, b) =>
      // What only completes others needs them to be there.
      Number(isComplement(a)) - Number(isComplement(b)) ||
      rank(a.confidence) - rank(b.confidence) ||
      (b.checked ?? '').localeCompare(a.checked ?? ''),
  );
  for (const row of ordered) {
    // One unofficial source is no witness against a better one, and adds nothing to it.
    if (row.confidence === 'secondary' && isBetterKnown([...cells.values()], row)) continue;
    for (const region of row.regions === '*' ? ['*'] : row.regions) {
      const known = region === '*' ? cellsOfPrice(cells, row) : [cells.get(keyOf(row, region))];
      const found = known.filter((cell) => cell !== undefined);
      for (const cell of found) {
        const filled = fill(cell, row);
        if (filled === undefined) {
          contradictions.push({ kept: cell, denied: row, region: cell.region });
        } else cells.set(keyOf(cell, cell.region), filled);
      }
      if (found.length === 0 && mayStand(cells, row, region)) {
        cells.set(keyOf(row, region), { ...row, region });
      }
    }
  }
  return { rows: joinCells([...cells.values()]), contradictions };
}

/** What tells one price from another, beside its region. */
export function priceKey(row: PriceRow): string {
  return [row.id, row.routing, row.tier, row.fromInputTokens ?? '', row.from ?? ''].join(' ');
}

function keyOf(row: PriceRow, region: string): string {
  return `${priceKey(row)} ${region}`;
}

/** The cells a row for all regions speaks of. */
function cellsOfPrice(cells: ReadonlyMap<string, Cell>, row: PriceRow): Cell[] {
  const key = priceKey(row);
  return [...cells.values()].filter((cell) => priceKey(cell) === key && !isApart(cell.region));
}

/** Regions of another partition: what holds everywhere does not hold there. */
export function isApart(region: string): boolean {
  return /^(us-gov|cn)-/.test(region);
}

/** Whether a row has no price of its own, but a part or a note for those of others. */
function isComplement(row: PriceRow): boolean {
  return row.input === undefined && row.output === undefined && row.units === undefined;
}

/** Whether a row makes a price where there is none yet. */
function mayStand(cells: ReadonlyMap<string, Cell>, row: PriceRow, region: string): boolean {
  if (isComplement(row)) return false;
  if (row.confidence === 'aws' || isApart(region)) return true;
  // Where AWS lists a model for some regions, nobody else adds further ones.
  return !isBetterKnown([...cells.values()], row);
}

/** Whether a more certain source has the model, in the row's part of the world. */
export function isBetterKnown(cells: readonly Cell[], row: PriceRow): boolean {
  const isRowApart = row.regions !== '*' && row.regions.every(isApart);
  return cells.some(
    (cell) =>
      cell.id === row.id &&
      cell.routing === row.routing &&
      cell.tier === row.tier &&
      isApart(cell.region) === isRowApart &&
      rank(cell.confidence) < rank(row.confidence),
  );
}

/** The cell with what the row adds, or `undefined` when the two disagree. */
export function fill(cell: Cell, row: PriceRow): Cell | undefined {
  const disagree = COMPONENTS.some(
    (component) =>
      cell[component] !== undefined &&
      row[component] !== undefined &&
      cell[component] !== row[component],
  );
  if (disagree) return undefined;
  const added = COMPONENTS.filter(
    (component) => cell[component] === undefined && row[component] !== undefined,
  );
  const units = { ...row.units, ...cell.units };
  const addedUnits = Object.keys(row.units ?? {}).filter(
    (unit) => cell.units?.[unit] === undefined,
  );
  const note = cell.note ?? row.note;
  const noted: Cell = { ...cell, ...(note !== undefined && { note }) };
  if (added.length + addedUnits.length === 0) {
    const dated = isComplement(row) ? cell.checked : (cell.checked ?? row.checked);
    return dated === undefined ? noted : { ...noted, checked: dated };
  }
  const names = [...added, ...addedUnits].join(', ');
  const checked = [cell.checked, row.checked].filter((day) => day !== undefined).sort()[0];
  return {
    ...noted,
    ...Object.fromEntries(added.map((component) => [component, row[component]])),
    ...(Object.keys(units).length > 0 && { units }),
    source: cell.source === row.source ? cell.source : `${cell.source}; ${names}: ${row.source}`,
    ...(checked !== undefined && { checked }),
  };
}

/** One row for the regions that share everything. */
export function joinCells(cells: readonly Cell[]): PriceRow[] {
  const rows = new Map<string, { row: PriceRow; regions: string[] }>();
  for (const { region, regions: _, ...row } of cells) {
    const key = JSON.stringify([row, region === '*' ? region : undefined]);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { row: { ...row, regions: [] }, regions: [region] });
    else known.regions.push(region);
  }
  return [...rows.values()]
    .map(({ row, regions }) => inOrder(row, regions[0] === '*' ? '*' : regions.sort()))
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
}

/** Members in one order, so that equal rows are equal texts. */
function inOrder(row: PriceRow, regions: PriceRow['regions']): PriceRow {
  const { id, routing, tier, from, until, fromInputTokens, units } = row;
  const { source, checked, confidence, note } = row;
  const members = {
    id,
    routing,
    tier,
    regions,
    from,
    until,
    fromInputTokens,
    ...Object.fromEntries(COMPONENTS.map((component) => [component, row[component]])),
    units,
    source,
    checked,
    confidence,
    note,
  };
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as unknown as PriceRow;
}

function sortKey(row: PriceRow): string {
  const { id, routing, tier, fromInputTokens = 0, from = '', regions } = row;
  const step = String(fromInputTokens).padStart(9, '0');
  return [id, routing, tier === 'standard' ? '' : tier, from, step, [...regions].join()].join(' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function rank(confidence: Confidence | undefined): number {
  return CONFIDENCES.indexOf(confidence ?? 'secondary');
}
