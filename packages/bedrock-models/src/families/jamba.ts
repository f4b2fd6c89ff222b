import { CONSERVATIVE_FACTS, DOCUMENTS_ONLY, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const JAMBA: readonly Family[] = [
  {
    family: 'jamba',
    vendors: ['ai21'],
    members: [
      { name: /^jamba-1-5-(?:large|mini)$/ },
      {
        name: /^jamba-instruct$/,
        differs: { tools: false, streamingWithTools: false, media: { user: NO_MEDIA } },
      },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: DOCUMENTS_ONLY, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 256_000, maxOutputTokens: 4096 },
    },
    source: 'AWS Bedrock user guide (Converse model features); pydantic-ai providers/bedrock.py',
    checked: '2026-11-23',
  },
];
