import {
  ALWAYS_REASONS,
  CONSERVATIVE_FACTS,
  IMAGES_ONLY,
  NO_MEDIA,
} from '../conservative-facts.js';
import type { Family } from '../family.js';

export const KIMI: readonly Family[] = [
  {
    family: 'kimi',
    vendors: ['moonshot', 'moonshotai'],
    members: [
      {
        name: /^kimi-k2-thinking$/,
        differs: {
          media: { user: NO_MEDIA },
          besideToolResult: ['text'],
          limits: { contextTokens: 262_144, maxOutputTokens: 16_000 },
        },
      },
      {
        name: /^kimi-k2\.5$/,
        differs: { limits: { contextTokens: 262_144, maxOutputTokens: 16_384 } },
      },
      { name: /^kimi-k3(?:\.1)?$/, differs: { limits: { contextTokens: 1_048_576 } } },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      toolChoices: ['auto', 'any', 'tool'],
      media: { user: IMAGES_ONLY, toolResult: NO_MEDIA },
      toolResultStatus: true,
      // It mints ids such as `functions.get_temperature:0`.
      toolId: { pattern: '^[a-zA-Z0-9_.:-]+$', maxLength: 64, aliasLength: 24 },
      leadingAssistant: true,
      reasoning: ALWAYS_REASONS,
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      structuredOutput: { native: true },
    },
    source:
      'pydantic-ai providers/bedrock.py; langchain-aws#1205 (streaming); danny-avila/LibreChat#11288 (no reasoning switch); ' +
      'models.dev, 2026-11-10 (limits)',
    checked: '2026-11-23',
  },
];
