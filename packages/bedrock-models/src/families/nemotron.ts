import { CONSERVATIVE_FACTS, IMAGES_ONLY, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const NEMOTRON: readonly Family[] = [
  {
    family: 'nemotron',
    vendors: ['nvidia'],
    // `-v2` reads as a version: the names are those without it.
    members: [
      { name: /^nemotron-nano-9b$/, differs: { limits: { contextTokens: 131_072 } } },
      {
        name: /^nemotron-nano-12b$/,
        differs: {
          media: { user: IMAGES_ONLY },
          besideToolResult: ['text', 'image'],
          limits: { contextTokens: 131_072 },
        },
      },
      { name: /^nemotron-nano-3-30b$/, differs: { limits: { contextTokens: 262_144 } } },
      {
        name: /^nemotron-super-3-120b$/,
        differs: {
          structuredOutput: { native: false },
          limits: { contextTokens: 262_144, maxOutputTokens: 131_072 },
        },
      },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      structuredOutput: { native: true },
      limits: { ...CONSERVATIVE_FACTS.limits, maxOutputTokens: 8192 },
    },
    source: 'pydantic-ai providers/bedrock.py; models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
