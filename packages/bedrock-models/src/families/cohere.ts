import { CONSERVATIVE_FACTS, DOCUMENTS_ONLY, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const COHERE: readonly Family[] = [
  {
    family: 'command-r',
    vendors: ['cohere'],
    members: [{ name: /^command-r(?:-plus)?$/ }],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: DOCUMENTS_ONLY, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      // `k` is the model's own name for it; not tried through Converse.
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true, topKPath: 'k' },
      limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 128_000, maxOutputTokens: 4096 },
      additionalFields: ['k'],
    },
    source:
      'AWS Bedrock user guide (Converse model features; Command R parameters); pydantic-ai providers/bedrock.py',
    checked: '2026-11-23',
  },
];
