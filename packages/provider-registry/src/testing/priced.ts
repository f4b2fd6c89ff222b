import { type Cost, UnifiedResponse } from '@outcrop/unified-response';

/** A cost of that many USD. */
export function costing(exact: string): Cost {
  const price = { model: 'm', source: 'test' };
  return { status: 'priced', usd: Number(exact), exact, breakdown: [], price, assumptions: [] };
}

/** A cost that is not known, of which so much is. */
export function unknownCost(lowerBoundUsd?: number): Cost {
  const known = lowerBoundUsd === undefined ? {} : { lowerBoundUsd };
  return { status: 'unknown', reason: 'component-not-priced', ...known };
}

/** A response that cost so much. */
export function responseCosting(cost: Cost): UnifiedResponse {
  return new UnifiedResponse({
    id: 'r1',
    model: 'm',
    provider: 'p',
    messages: [{ role: 'assistant', content: [{ type: 'text', text: 'hi' }] }],
    finishReason: 'stop',
    cost,
  });
}
