import { CostTotal, createPricer } from '@outcrop/pricing';

const pricer = createPricer();
const usage = {
  inputTokens: 1200,
  outputTokens: 300,
  totalTokens: 9500,
  cacheReadInputTokens: 8000,
  cacheWriteInputTokens: 0,
};

const cost = pricer.cost(usage, {
  model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  region: 'eu-central-1',
});
if (cost.status === 'priced') {
  console.log(cost.exact, 'USD');
  for (const { component, tokens, usdPerMillion, exact } of cost.breakdown) {
    console.log(`${component}: ${tokens} tokens at ${usdPerMillion} per million = ${exact}`);
  }
  console.log(`${cost.price.source}, ${cost.price.checked}`);
}
// → 0.01155 USD
// → input: 1200 tokens at 3.3 per million = 0.00396
// → output: 300 tokens at 16.5 per million = 0.00495
// → cacheRead: 8000 tokens at 0.33 per million = 0.00264
// → AWS Price List Bulk API; cacheRead, cacheWrite5m, cacheWrite1h: AWS Bedrock price page, 2026-07-24

// Not knowing is an answer of its own, never 0.
const unlisted = pricer.cost(usage, { model: 'us.anthropic.claude-sonnet-9' });
console.log(unlisted.status === 'unknown' && unlisted.reason);
// → model-not-listed

// A price of your own, USD per 1,000 tokens, as AG2 has it.
const given = pricer.cost(
  { ...usage, cacheReadInputTokens: 0 },
  { model: 'my-model', price: [0.0003, 0.0006] },
);

const total = new CostTotal().add(cost).add(unlisted).add(given);
console.log(`at least ${total.exact} USD, ${total.unpricedCalls} of ${total.calls} not priced`);
// → at least 0.01209 USD, 1 of 3 not priced
