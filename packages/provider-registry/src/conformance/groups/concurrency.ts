import { textsOf } from '../blocks.js';
import type { Group } from '../check.js';
import { expectEqual } from '../expectations.js';

/** Enough for calls to be under way together. */
const CALLS = 16;

export const CONCURRENCY: Group = {
  name: 'concurrency',
  checks: [
    {
      name: 'does not mix calls: each has its own answer and its own price',
      run: async (bench) => {
        const client = await bench.client((request) => ({
          text: [...(textsOf(request).at(-1) ?? '')],
        }));
        const numbers = Array.from({ length: CALLS }, (_, number) => number);
        const told = await Promise.all(
          numbers.map(async (number) => {
            const params = bench.params({
              messages: [{ role: 'user', content: `This is call ${number}` }],
              price: [number + 1, 0],
            });
            const isStreamed = number % 2 === 1;
            const response = await (isStreamed
              ? client.stream(params).response
              : client.create(params));
            const usd = response.cost.status === 'priced' ? response.cost.usd : undefined;
            return [response.text, usd];
          }),
        );
        // Ten input tokens are a hundredth of what a price is for.
        const expected = numbers.map((number) => [`This is call ${number}`, (number + 1) / 100]);
        expectEqual('text and cost of each call', told, expected);
      },
    },
  ],
};
