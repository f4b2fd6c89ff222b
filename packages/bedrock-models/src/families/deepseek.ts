import {
  ALWAYS_REASONS,
  CONSERVATIVE_FACTS,
  DOCUMENTS_ONLY,
  NO_MEDIA,
} from '../conservative-facts.js';
import type { Family } from '../family.js';

const CHECKED = '2026-11-23';
const SOURCE =
  'AWS Bedrock user guide (Converse model features); langchain-aws bedrock_converse.py (tool choice); ' +
  'models.dev, 2026-11-10 (limits)';

export const DEEPSEEK: readonly Family[] = [
  {
    family: 'deepseek-r1',
    vendors: ['deepseek'],
    members: [{ name: /^r1$/ }],
    facts: {
      ...CONSERVATIVE_FACTS,
      tools: false,
      toolChoices: [],
      streamingWithTools: false,
      media: { user: DOCUMENTS_ONLY, toolResult: NO_MEDIA },
      // Its reasoning comes without a signature.
      reasoning: ALWAYS_REASONS,
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 128_000, maxOutputTokens: 32_768 },
    },
    source: `${SOURCE}; kortix-ai/suna#3706 (no tools)`,
    checked: CHECKED,
  },
  {
    family: 'deepseek-v3',
    vendors: ['deepseek'],
    members: [
      { name: /^v3$/, differs: { toolChoices: ['any'] } },
      { name: /^v3\.2$/, differs: { toolChoices: ['any', 'tool'] } },
    ],
    facts: {
      ...CONSERVATIVE_FACTS,
      media: { user: NO_MEDIA, toolResult: NO_MEDIA },
      toolResultStatus: true,
      besideToolResult: ['text'],
      sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
      limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 163_840, maxOutputTokens: 81_920 },
    },
    source: SOURCE,
    checked: CHECKED,
  },
];
