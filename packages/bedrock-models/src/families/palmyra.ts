import { CONSERVATIVE_FACTS, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const PALMYRA: readonly Family[] = [
  {
    family: 'palmyra',
    vendors: ['writer'],
    members: [
      { name: /^palmyra-x4$/, differs: { limits: { contextTokens: 122_880 } } },
      { name: /^palmyra-x5$/, differs: { limits: { contextTokens: 1_040_000 } } },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      streamingWithTools: false,
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      // "This model doesn't support the status field. Remove status and try again."
      toolResultStatus: false,
      besideToolResult: [],
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      limits: { ...CONSERVATIVE_FACTS.limits, maxOutputTokens: 8192 },
    },
    source:
      'pydantic-ai providers/bedrock.py; langchain-aws bedrock_converse.py (streaming with tools); ' +
      'models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
