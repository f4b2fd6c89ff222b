import { CONSERVATIVE_FACTS, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const GPT_OSS: readonly Family[] = [
  {
    family: 'gpt-oss',
    vendors: ['openai'],
    members: [{ name: /^gpt-oss-(?:safeguard-)?(?:20b|120b)$/ }],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      reasoning: {
        mode: 'effort',
        field: 'reasoning_effort',
        efforts: ['low', 'medium', 'high'],
        // 'none' is refused.
        optional: false,
        // Replayed reasoning leaks into the answer.
        replay: 'never',
        samplingAllowed: true,
        forcedToolChoice: true,
      },
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 128_000, maxOutputTokens: 16_384 },
      additionalFields: ['reasoning_effort'],
    },
    source:
      'pydantic-ai providers/bedrock.py; langchain-aws#588 (streaming with tools); vercel/ai#14720 (replay); ' +
      'models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
