import { defineClient } from '@outcrop/provider-registry';
import { withBudget } from '@outcrop/provider-registry/compose';
import {
  type Cost,
  isProviderError,
  parseParams,
  UnifiedResponse,
} from '@outcrop/unified-response';

/** A cost, as a pricer would make it: here, a tenth of a cent for a token. */
function costOf(tokens: number): Cost {
  const exact = (tokens / 1000).toFixed(3);
  const price = { model: 'parrot', source: 'the owner' };
  return { status: 'priced', usd: Number(exact), exact, breakdown: [], price, assumptions: [] };
}

// A client that can say beforehand what a call may cost: `createBedrockClient()` is one, too.
const parrot = defineClient({
  estimate: async (params) => costOf(params.max_tokens ?? 1000),
  create: async (params) => {
    const { model, messages } = parseParams(params);
    const content = messages.at(-1)?.content ?? [];
    return new UnifiedResponse({
      id: 'parrot-1',
      model,
      provider: 'parrot',
      messages: [{ role: 'assistant', content }],
      finishReason: 'stop',
      cost: costOf(20),
    });
  },
});

// Half a dollar for each user and day. Without a store, this client alone keeps count.
const client = withBudget(parrot, {
  limitUsd: '0.50',
  per: ({ user }) => `${user} on ${new Date().toISOString().slice(0, 10)}`,
});

const ask = { model: 'grey', user: 'ann', max_tokens: 200 };
const messages = [{ role: 'user', content: 'hello' }] as const;

// Three calls at once may cost 0.20 each: two are covered.
const calls = await Promise.allSettled([
  client.create({ ...ask, messages }),
  client.create({ ...ask, messages }),
  client.create({ ...ask, messages }),
]);
for (const call of calls) {
  if (call.status === 'fulfilled') console.log(call.value.text);
  else if (isProviderError(call.reason)) console.log(call.reason.reason, call.reason.retryable);
}
// → hello
// → hello
// → access_denied false

// They did cost 0.02 each, so there is room again.
await client.create({ ...ask, messages });
const { spentUsd, reservedUsd, leftUsd } = await client.budget({ ...ask, messages });
console.log(`${spentUsd} spent, ${reservedUsd} reserved, ${leftUsd} left`);
// → 0.06 spent, 0 reserved, 0.44 left
