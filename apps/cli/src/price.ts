import { baseModelId, parseModelRef, suggestModelIds } from '@outcrop/bedrock-models';
import { createPricer, listPrices, type PriceRow } from '@outcrop/pricing';
import { type Cost, ProviderError, type Usage } from '@outcrop/unified-response';
import type { Terminal } from './ask.js';
import { showPrices } from './price-screen.js';
import { printError } from './print-error.js';

export interface PriceOptions {
  readonly region?: string;
  readonly in?: number;
  readonly out?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWrite1h?: number;
  readonly tier?: string;
  readonly optimized?: boolean;
  readonly batch?: boolean;
  readonly json?: boolean;
}

/** A call that shows what the rates come to, for those who name none. */
const EXAMPLE = { in: 1000, out: 1000 };
/** Where a call comes from of which nobody says it. */
const HOME_REGION = 'us-east-1';
const MAX_SUGGESTIONS = 8;

/** Shows what a model costs, and what a call of it does, line by line. @returns the exit code. */
export function price(
  model: string,
  options: PriceOptions,
  terminal: Pick<Terminal, 'stdout' | 'stderr'> = process,
): number {
  const rows = rowsOf(model, options.region);
  const cost = costOf(model, options);
  const isListed = rows.length > 0;
  if (options.json) {
    const suggestions = isListed ? {} : { suggestions: suggestionsFor(model, options.region) };
    const value = { model, rows, cost, ...suggestions };
    terminal.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  } else {
    if (isListed) showPrices({ model, rows, cost }, terminal.stdout);
    if (cost.status === 'unknown') {
      const suggestions = isListed ? [] : suggestionsFor(model, options.region);
      printError(unpriced(model, cost, suggestions), terminal.stderr);
    }
  }
  return cost.status === 'priced' ? 0 : 1;
}

/** The rows that are listed for exactly this model, and hold in the region. */
function rowsOf(model: string, region: string | undefined): PriceRow[] {
  const id = baseOf(model);
  return listPrices().filter(
    (row) =>
      row.id === id &&
      (region === undefined || row.regions === '*' || row.regions.includes(region)),
  );
}

function baseOf(model: string): string | undefined {
  try {
    return baseModelId(parseModelRef(model));
  } catch {
    return undefined;
  }
}

function costOf(model: string, options: PriceOptions): Cost {
  const { region, tier, batch, optimized } = options;
  return createPricer().cost(usageOf(options), {
    model,
    at: new Date(),
    ...(region !== undefined && { region }),
    ...(tier !== undefined && { tier }),
    ...(batch && { batch }),
    ...(optimized && { latency: 'optimized' }),
  });
}

function usageOf(options: PriceOptions): Usage {
  const { cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0 } = options;
  const asked = [
    options.in,
    options.out,
    options.cacheRead,
    options.cacheWrite,
    options.cacheWrite1h,
  ];
  const example = asked.every((count) => count === undefined) ? EXAMPLE : { in: 0, out: 0 };
  const { in: inputTokens = example.in, out: outputTokens = example.out } = options;
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens + cacheRead + cacheWrite + cacheWrite1h,
    cacheReadInputTokens: cacheRead,
    cacheWriteInputTokens: cacheWrite + cacheWrite1h,
    cacheWrite5mInputTokens: cacheWrite,
    cacheWrite1hInputTokens: cacheWrite1h,
  };
}

/** Other ids of the same model that have a price, or else ids with all the words of what was asked. */
function suggestionsFor(model: string, region = HOME_REGION): string[] {
  const listed = new Set(listPrices().map(({ id }) => id));
  const others = otherIdsOf(model, region).filter((id) => listed.has(baseOf(id) ?? ''));
  if (others.length > 0) return others;
  const words = model.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return [...listed]
    .filter((id) => words.every((word) => id.includes(word)))
    .slice(0, MAX_SUGGESTIONS);
}

function otherIdsOf(model: string, region: string): string[] {
  try {
    return suggestModelIds(model, region);
  } catch {
    return [];
  }
}

function unpriced(
  model: string,
  { reason, message }: Extract<Cost, { status: 'unknown' }>,
  suggestions: readonly string[],
): ProviderError {
  return new ProviderError(`${model} has no price (${reason})`, {
    reason: 'model_not_found',
    ...(message !== undefined && { hint: message }),
    suggestions,
  });
}
