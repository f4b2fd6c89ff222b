import type { Usage } from '@outcrop/unified-response';
import type { Group } from '../check.js';
import { expectEqual, expectThat, shown } from '../expectations.js';

const USED: Usage = {
  inputTokens: 2000,
  outputTokens: 500,
  totalTokens: 2500,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

export const COST: Group = {
  name: 'cost',
  checks: [
    {
      name: 'goes by the price of the call, in USD per 1,000 tokens',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'], usage: USED });
        const response = await client.create(bench.params({ price: [0.1, 0.3] }));
        for (const cost of [response.cost, client.cost(response)]) {
          expectThat(
            cost.status === 'priced',
            () => `the cost of a call with a price has to be priced, and is ${shown(cost)}`,
          );
          expectEqual('cost', [cost.usd, Number(cost.exact)], [0.35, 0.35]);
        }
        expectEqual('getUsage().cost', client.getUsage(response).cost, 0.35);
      },
    },
    {
      name: 'is priced or unknown, and unknown is never 0',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'], usage: USED });
        const response = await client.create(bench.params());
        const cost = client.cost(response);
        expectEqual('client.cost', cost, response.cost);
        const { cost: told } = client.getUsage(response);
        if (cost.status === 'priced') {
          expectThat(cost.usd > 0, () => `2,500 tokens cannot be free: ${shown(cost)}`);
          expectEqual('getUsage().cost', told, cost.usd);
        } else {
          expectThat(cost.reason !== '', () => 'cost.reason has to say why it is not known');
          expectEqual('getUsage().cost', told, null);
        }
      },
    },
  ],
};
