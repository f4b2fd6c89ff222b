import { ALWAYS_REASONS, CONSERVATIVE_FACTS, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const MINIMAX: readonly Family[] = [
  {
    family: 'minimax-m2',
    vendors: ['minimax'],
    members: [
      { name: /^minimax-m2$/, differs: { limits: { contextTokens: 204_608 } } },
      { name: /^minimax-m2\.[15]$/, differs: { limits: { contextTokens: 196_608 } } },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      // Unsigned.
      reasoning: ALWAYS_REASONS,
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      structuredOutput: { native: true },
    },
    source: 'pydantic-ai providers/bedrock.py; models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
