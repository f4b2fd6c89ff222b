import { baseModelId, modelProfile, parseModelRef, suggestModelIds } from '@outcrop/bedrock-models';

const ref = parseModelRef('us.anthropic.claude-sonnet-4-5-20250929-v1:0');
console.log(ref.kind, ref.geo, ref.vendor, ref.model, ref.version);
// → inference-profile us anthropic claude-sonnet-4-5-20250929 v1:0
console.log(baseModelId(ref));
// → anthropic.claude-sonnet-4-5-20250929-v1:0

const nova = modelProfile('eu.amazon.nova-lite-v1:0');
console.log(nova.family, nova.toolName.pattern, nova.cache.placements.join());
// → nova-1 ^[a-zA-Z0-9_]+$ system,messages

// An ARN of your own says nothing about the model behind it: `base` does.
const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
console.log(modelProfile(arn).known);
// → false
const mine = modelProfile(arn, {
  [arn]: { base: 'anthropic.claude-sonnet-4-6', limits: { maxOutputTokens: 8000 } },
});
console.log(mine.family, mine.limits.maxOutputTokens, mine.limits.images);
// → claude-4-6 8000 20

console.log(suggestModelIds('eu.anthropic.claude-opus-4-6-v1:0', 'us-east-1').join(' '));
// → us.anthropic.claude-opus-4-6-v1 global.anthropic.claude-opus-4-6-v1
