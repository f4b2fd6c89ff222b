import type { AppliedPrice, Cost, UnifiedRequest, Usage } from '@outcrop/unified-response';
import { allInputTokens, bill } from './bill.js';
import { type CallTerms, type CallToPrice, termsOf } from './call-to-price.js';
import { formatDecimal } from './decimal.js';
import { type CallToEstimate, estimateCost } from './estimate.js';
import { type FoundPrice, findPrice } from './find-price.js';
import {
  applyOverride,
  overridesById,
  type PriceOverride,
  type ReadOverride,
  readPricePer1k,
} from './price-override.js';
import { type PriceRow, ratesOfRow } from './price-row.js';
import { type PriceSource, rowsByModel } from './price-source.js';

export interface PricerOptions {
  /**
   * By exact id or ARN, as it is used in calls. One for `'*'` holds for all that have none of their
   * own, and only changes prices of the table: a multiplier or a discount.
   */
  readonly overrides?: Readonly<Record<string, PriceOverride>>;
  /** The listed model behind an id or ARN that does not say so: `{[arn]: 'vendor.model'}`. */
  readonly models?: Readonly<Record<string, string>>;
  /**
   * Finds the model behind an ARN that does not say so; `costAsync` asks it, once for each ARN it
   * answers. `undefined`: not known.
   */
  readonly resolve?: (model: string) => Promise<string | undefined>;
  /** Instead of the shipped table. */
  readonly table?: readonly PriceRow[];
  /** For the models the table does not have. */
  readonly source?: PriceSource;
}

export interface Pricer {
  /**
   * What a call cost, or why that is not known.
   *
   * @throws TypeError when `call.price` or `call.at` is invalid.
   */
  cost(usage: Usage, call: CallToPrice): Cost;
  /**
   * As `cost`, with the model behind an opaque ARN found by `resolve`. When that fails, the cost is
   * unknown, says why, and the next call asks again.
   */
  costAsync(usage: Usage, call: CallToPrice): Promise<Cost>;
  /**
   * What a request may cost at most, before it is sent: its input by the bytes of its texts, its
   * output by `max_tokens`. What was taken for granted is in `assumptions`.
   *
   * @throws TypeError when `inputTokens`, `price` or `at` is invalid.
   */
  estimate(request: UnifiedRequest, call?: CallToEstimate): Cost;
}

/**
 * A pricer over the shipped table, or over one of your own.
 *
 * @throws TypeError naming the field when an override, a model or a row is invalid.
 */
export function createPricer(options: PricerOptions = {}): Pricer {
  const { resolve } = options;
  const overrides = overridesById(options.overrides ?? {});
  const models = modelsOf(options.models ?? {});
  const rowsOf = rowsByModel(options.table, options.source);
  const baseOf = (id: string): string | undefined =>
    models.get(id) ?? overrides.of(id, undefined)?.base;

  const pricer: Pricer = {
    cost(usage, call) {
      const terms = termsOf(call);
      const { model, tier, day } = terms;
      if (call.price !== undefined) {
        const rates = readPricePer1k('price', call.price);
        const applied = { model, source: 'price given with the call' };
        return bill(usage, call.units ?? {}, { rates, units: {}, applied }, []);
      }
      const base = baseOf(model);
      const own =
        overrides.of(model, day) ?? (base === undefined ? undefined : overrides.of(base, day));
      if (own?.whole) return billOverride(usage, call, terms, own);

      const found = findPrice(rowsOf, {
        model,
        base,
        region: call.region,
        tier,
        day,
        inputTokens: allInputTokens(usage),
      });
      if ('row' in found) {
        const override = own ?? overrides.of('*', day);
        const rates = applyOverride(ratesOfRow(found.row), override);
        const applied = appliedPrice(found, override);
        const assumptions = [...terms.assumptions, ...found.assumptions];
        return bill(usage, call.units ?? {}, { ...rates, applied }, assumptions);
      }
      return own && hasRates(own) ? billOverride(usage, call, terms, own) : found;
    },

    async costAsync(usage, call) {
      const cost = pricer.cost(usage, call);
      const isOpaque = cost.status === 'unknown' && cost.reason === 'opaque-profile';
      if (resolve === undefined || !isOpaque) return cost;
      const { model } = termsOf(call);
      try {
        const base = await resolve(model);
        if (base === undefined) return cost;
        models.set(model, checkedModel('the answer of resolve', base));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { ...cost, message: `${model} could not be resolved: ${why}` };
      }
      return pricer.cost(usage, call);
    },

    estimate(request, call) {
      const base = baseOf(request.model);
      return estimateCost(pricer.cost, request, { ...(base !== undefined && { base }), ...call });
    },
  };
  return pricer;
}

function billOverride(
  usage: Usage,
  { units = {} }: CallToPrice,
  { model, tier, assumptions }: CallTerms,
  override: ReadOverride,
): Cost {
  const applied = { model: override.base ?? model, source: 'override' };
  const toldTier = tier === 'standard' ? [] : [`the override holds for tier ${tier} too`];
  return bill(usage, units, { ...override, applied }, [...assumptions, ...toldTier]);
}

function hasRates({ rates, units }: ReadOverride): boolean {
  return Object.keys(rates).length + Object.keys(units).length > 0;
}

function appliedPrice({ row, region }: FoundPrice, override?: ReadOverride): AppliedPrice {
  const { checked, confidence, from, until, fromInputTokens } = row;
  const replaced = Object.keys({ ...override?.rates, ...override?.units });
  const multiplier = override?.multiplier;
  const source = [
    row.source,
    ...(multiplier === undefined ? [] : [`multiplied by ${formatDecimal(multiplier)}`]),
    ...(replaced.length === 0 ? [] : [`override of ${replaced.join(', ')}`]),
  ].join('; ');
  return {
    model: row.id,
    source,
    ...(checked !== undefined && { checked }),
    ...(confidence !== undefined && { confidence }),
    ...(region !== undefined && { region }),
    routing: row.routing,
    tier: row.tier,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(fromInputTokens !== undefined && { fromInputTokens }),
  };
}

function modelsOf(models: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(models).map(([id, base]) => [
      id,
      checkedModel(`models[${JSON.stringify(id)}]`, base),
    ]),
  );
}

function checkedModel(field: string, model: unknown): string {
  if (typeof model === 'string' && model !== '') return model;
  const got = model === '' ? 'an empty text' : `a value of type ${typeof model}`;
  throw new TypeError(`${field}: expected a model id; got ${got}.`);
}
