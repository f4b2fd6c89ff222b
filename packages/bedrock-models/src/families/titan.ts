import { CONSERVATIVE_FACTS, DOCUMENTS_ONLY, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const TITAN: readonly Family[] = [
  {
    family: 'titan-text',
    vendors: ['amazon'],
    members: [
      { name: /^titan-text-(?:express|lite)$/ },
      { name: /^titan-text-premier$/, differs: { media: { user: NO_MEDIA } } },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      systemPrompts: false,
      tools: false,
      toolChoices: [],
      streamingWithTools: false,
      media: { user: DOCUMENTS_ONLY, toolResult: NO_MEDIA },
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
    },
    source: 'AWS Bedrock user guide (Converse model features)',
    checked: '2026-11-23',
  },
];
