import { createPricer } from '@outcrop/pricing';

const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const pricer = createPricer({
  // The model behind an ARN that does not say it.
  models: { [PROFILE]: `us.${SONNET}` },
  overrides: {
    // A discount on everything, and better terms for one model until the end of the year.
    '*': { discountPercent: 5 },
    [SONNET]: [{ discountPercent: 20, until: '2027-01-01' }, { discountPercent: 5 }],
  },
});

const usage = {
  inputTokens: 1000,
  outputTokens: 100,
  totalTokens: 1100,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};
const usd = (model: string, at: string): string => {
  const cost = pricer.cost(usage, { model, region: 'us-east-1', at });
  return cost.status === 'priced' ? cost.exact : cost.reason;
};
console.log(usd(SONNET, '2026-12-31'));
// → 0.00396
console.log(usd(SONNET, '2027-01-01'));
// → 0.0047025
console.log(usd(PROFILE, '2026-12-31'));
// → 0.0047025

// What is not counted in tokens, by the unit.
const images = pricer.cost(
  { ...usage, inputTokens: 0, outputTokens: 0 },
  { model: 'amazon.nova-canvas-v1:0', region: 'us-east-1', units: { 'image 1024 standard': 4 } },
);
console.log(images.status === 'priced' && images.exact);
// → 0.152
