import { CONSERVATIVE_FACTS, IMAGES_ONLY, NO_MEDIA } from '../conservative-facts.js';
import type { Family } from '../family.js';

export const QWEN: readonly Family[] = [
  {
    family: 'qwen-3',
    vendors: ['qwen'],
    members: [
      {
        name: /^qwen3-32b$/,
        differs: {
          reasoning: {
            mode: 'effort',
            field: 'reasoning_config',
            efforts: ['low', 'high'],
            optional: false,
          },
          limits: { contextTokens: 32_768, maxOutputTokens: 16_384 },
          additionalFields: ['reasoning_config'],
        },
      },
      { name: /^qwen3-235b-a22b-2507$/, differs: { limits: { maxOutputTokens: 131_072 } } },
      { name: /^qwen3-coder-30b-a3b$/, differs: { limits: { maxOutputTokens: 131_072 } } },
      {
        name: /^qwen3-coder-480b-a35b$/,
        differs: { limits: { contextTokens: 131_072, maxOutputTokens: 65_536 } },
      },
      { name: /^qwen3-coder-next$/, differs: { limits: { maxOutputTokens: 65_536 } } },
      { name: /^qwen3-next-80b-a3b$/ },
      {
        name: /^qwen3-vl-235b-a22b$/,
        differs: { media: { user: IMAGES_ONLY }, besideToolResult: ['text', 'image'] },
      },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: [],
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      leadingAssistant: true,
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      structuredOutput: { native: true },
      limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 262_144 },
    },
    source:
      'pydantic-ai providers/bedrock.py; langchain-aws#676 (streaming with tools); models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
