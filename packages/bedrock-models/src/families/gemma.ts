import { CONSERVATIVE_FACTS, IMAGES_ONLY, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const GEMMA: readonly Family[] = [
  {
    family: 'gemma',
    vendors: ['google'],
    members: [
      { name: /^gemma-3-4b-it$/, differs: { structuredOutput: { native: false } } },
      { name: /^gemma-3-12b-it$/, differs: { tools: false, streamingWithTools: false } },
      { name: /^gemma-3-27b-it$/ },
      {
        name: /^gemma-4-(?:26b-a4b|31b)$/,
        differs: {
          structuredOutput: { native: false },
          limits: { contextTokens: 262_144, maxOutputTokens: 32_768 },
        },
      },
      {
        name: /^gemma-4-e2b$/,
        differs: {
          structuredOutput: { native: false },
          limits: { contextTokens: 131_072, maxOutputTokens: 8192 },
        },
      },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: IMAGES_ONLY, toolResult: NO_MEDIA },
      toolResultStatus: true,
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      structuredOutput: { native: true },
    },
    source:
      'pydantic-ai providers/bedrock.py; models.dev, 2026-07-02 and 2026-11-10 (tools, limits)',
    checked: '2026-11-23',
  },
];
