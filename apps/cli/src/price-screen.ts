import type { PriceRow } from '@outcrop/pricing';
import type { Cost } from '@outcrop/unified-response';
import picocolors from 'picocolors';
import { align } from './align.js';
import { wrap } from './wrap.js';

const MAX_WIDTH = 100;
const LABEL_WIDTH = 9;
/** Regions that are named in a row of the table; of the others there is their number. */
const NAMED_REGIONS = 2;

type Colors = ReturnType<typeof picocolors.createColors>;

/** The prices of a model, and what a call of it costs. */
export interface ShownPrices {
  readonly model: string;
  readonly rows: readonly PriceRow[];
  readonly cost: Cost;
}

/** Shows prices to a person: coloured on a terminal, plain in a pipe. */
export function showPrices({ model, rows, cost }: ShownPrices, stdout: NodeJS.WriteStream): void {
  const colors = picocolors.createColors(picocolors.isColorSupported && stdout.isTTY);
  const width = Math.min(stdout.columns ?? MAX_WIDTH, MAX_WIDTH);
  const lines = [
    `${colors.bold(rows[0]?.id ?? model)}, USD for 1,000,000 tokens`,
    '',
    ...tableOf(rows, colors),
    ...(cost.status === 'priced' ? ['', ...callOf(model, cost, width, colors)] : []),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}

const HEAD = [
  ...['routing', 'tier', 'input', 'output', 'cache read', 'write 5m', 'write 1h', 'regions'],
];

const ROUTINGS: readonly PriceRow['routing'][] = ['in-region', 'geo', 'global'];

function tableOf(rows: readonly PriceRow[], colors: Colors): string[] {
  const [head = '', ...body] = align([HEAD, ...rows.toSorted(byRank).map(cellsOf)]);
  return [colors.dim(head), ...body];
}

/** What is usual comes first: the routing without a profile, the standard tier. */
function byRank(a: PriceRow, b: PriceRow): number {
  const byRouting = ROUTINGS.indexOf(a.routing) - ROUTINGS.indexOf(b.routing);
  const byTier = Number(b.tier === 'standard') - Number(a.tier === 'standard');
  return byRouting || byTier || a.tier.localeCompare(b.tier);
}

function cellsOf(row: PriceRow): string[] {
  const { routing, tier, input, output, cacheRead, cacheWrite5m, cacheWrite1h } = row;
  const rates = [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
  return [
    routing,
    tier,
    ...rates.map((rate) => rate ?? '—'),
    [regionsOf(row), ...termsOf(row)].join('; '),
  ];
}

function regionsOf({ regions }: PriceRow): string {
  if (regions === '*') return 'all';
  const named = regions.slice(0, NAMED_REGIONS).join(', ');
  const others = regions.length - NAMED_REGIONS;
  return others > 0 ? `${named} and ${others} more` : named;
}

function termsOf({ from, until, fromInputTokens, units }: PriceRow): string[] {
  return [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(fromInputTokens === undefined ? [] : [`from ${count(fromInputTokens)} input tokens`]),
    ...Object.entries(units ?? {}).map(([unit, usd]) => `${usd} for 1 ${unit}`),
  ];
}

function callOf(
  model: string,
  { breakdown, exact, price, assumptions }: Extract<Cost, { status: 'priced' }>,
  width: number,
  colors: Colors,
): string[] {
  const { source, checked, confidence, region, routing, tier } = price;
  const [head = '', ...bill] = align([
    ['a call of', 'tokens', 'USD for 1,000,000', 'USD'],
    ...breakdown.map(({ component, tokens, usdPerMillion, exact: usd }) => [
      component,
      count(tokens),
      usdPerMillion,
      usd,
    ]),
    ['total', '', '', exact],
  ]);
  const total = bill.pop() ?? '';
  const about = [
    ['model', model],
    ['price', [routing, tier, region].filter((part) => part !== undefined).join(', ')],
    ['source', [source, checked, confidence].filter((part) => part !== undefined).join(', ')],
    ...assumptions.map((assumption) => ['assumed', assumption]),
  ];
  return [
    colors.dim(head),
    ...bill,
    colors.bold(total),
    '',
    ...about.flatMap(([label = '', text = '']) =>
      wrap(text, width - LABEL_WIDTH).map(
        (line, at) => `${colors.bold((at === 0 ? label : '').padEnd(LABEL_WIDTH))}${line}`,
      ),
    ),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
