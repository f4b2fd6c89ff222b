import type { Usage } from '@outcrop/unified-response';
import type { Bench } from '../bench.js';
import { declares, type Group } from '../check.js';
import { expectEqual } from '../expectations.js';

export const USAGE: Group = {
  name: 'usage',
  checks: [
    {
      name: 'counts every token once, in buckets that do not overlap',
      run: async (bench) => {
        const usage = scripted(bench);
        const client = await bench.client({ text: ['Good day'], usage });
        const response = await client.create(bench.params());
        expectEqual('response.usage', counts(response.usage), counts(usage));
      },
    },
    {
      name: 'is told once in a stream, as the response has it',
      run: async (bench) => {
        const usage = scripted(bench);
        const client = await bench.client({ text: ['Good ', 'day'], usage });
        const told: Usage[] = [];
        for await (const event of client.stream(bench.params())) {
          if (event.type === 'usage') told.push(event.usage);
          if (event.type === 'finish') {
            expectEqual(
              'usage of the streamed response',
              counts(event.response.usage),
              counts(usage),
            );
          }
        }
        expectEqual('the usage events', told.map(counts), [counts(usage)]);
      },
    },
  ],
};

/** No two numbers are alike, and none is the sum of others but the total. */
function scripted({ manifest }: Bench): Usage {
  const cached = declares(manifest, 'promptCaching');
  const cacheReadInputTokens = cached ? 400 : 0;
  const cacheWriteInputTokens = cached ? 70 : 0;
  const [inputTokens, outputTokens] = [1000, 20];
  const totalTokens = inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return {
    ...{ inputTokens, outputTokens, totalTokens },
    ...{ cacheReadInputTokens, cacheWriteInputTokens },
  };
}

/** The buckets that every provider has. */
function counts(usage: Usage): object {
  const { inputTokens, outputTokens, totalTokens } = usage;
  const { cacheReadInputTokens, cacheWriteInputTokens } = usage;
  return {
    ...{ inputTokens, outputTokens, totalTokens },
    ...{ cacheReadInputTokens, cacheWriteInputTokens },
  };
}
