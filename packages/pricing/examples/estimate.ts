import { createPricer } from '@outcrop/pricing';
import { parseParams } from '@outcrop/unified-response';

const pricer = createPricer();
const request = parseParams({
  model: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  max_tokens: 1000,
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
});

// What the call may cost at most.
const most = pricer.estimate(request, { region: 'us-east-1' });
if (most.status === 'priced') {
  console.log(most.exact, 'USD');
  for (const { component, tokens } of most.breakdown) console.log(component, tokens);
  for (const assumption of most.assumptions) console.log(assumption);
}
// → 0.005197 USD
// → input 197
// → output 1000
// → input: no more tokens than bytes, and what frames the turns
// → output: max_tokens, 1000

// Counted tokens are a closer bound.
const closer = pricer.estimate(request, { region: 'us-east-1', inputTokens: 13 });
console.log(closer.status === 'priced' && closer.exact);
// → 0.005013
