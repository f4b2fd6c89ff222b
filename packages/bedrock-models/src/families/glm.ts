import { ALWAYS_REASONS, CONSERVATIVE_FACTS, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const GLM: readonly Family[] = [
  {
    family: 'glm',
    vendors: ['zai'],
    members: [
      {
        name: /^glm-(?:4\.7|4\.7-flash|5)$/,
        differs: { limits: { contextTokens: 202_752, maxOutputTokens: 131_072 } },
      },
      {
        name: /^glm-5\.3$/,
        differs: { limits: { contextTokens: 1_000_000, maxOutputTokens: 128_000 } },
      },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: ['auto', 'any', 'tool'],
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      leadingAssistant: true,
      reasoning: ALWAYS_REASONS,
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      structuredOutput: { native: true },
    },
    source: 'pydantic-ai providers/bedrock.py; models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
