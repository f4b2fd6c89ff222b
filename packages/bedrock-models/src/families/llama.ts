import {
  CONSERVATIVE_FACTS,
  DOCUMENTS_ONLY,
  IMAGES_AND_DOCUMENTS,
  NO_MEDIA,
} from '../conservative-facts.js';
import type { Family } from '../family.js';
import type { ModelFacts } from '../model-profile.js';

const CHECKED = '2026-11-23';
const SOURCE =
  'AWS Bedrock user guide (Converse model features); pydantic-ai providers/bedrock.py; ' +
  'langchain-aws bedrock_converse.py (tool choice); models.dev, 2026-11-10 (limits)';

const TEXT: ModelFacts = {
  ...CONSERVATIVE_FACTS,
  toolChoices: ['auto'],
  // "This model doesn't support tool use in streaming mode."
  streamingWithTools: false,
  media: { user: DOCUMENTS_ONLY, toolResult: DOCUMENTS_ONLY },
  toolResultStatus: true,
  besideToolResult: [],
  sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
  limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 128_000, maxOutputTokens: 4096 },
};
const WITHOUT_TOOLS: ModelFacts = {
  ...TEXT,
  tools: false,
  toolChoices: [],
  media: { user: DOCUMENTS_ONLY, toolResult: NO_MEDIA },
};
const VISION = { user: IMAGES_AND_DOCUMENTS, toolResult: IMAGES_AND_DOCUMENTS };

export const LLAMA: readonly Family[] = [
  {
    family: 'llama-3',
    vendors: ['meta'],
    members: [{ name: /^llama3-(?:8b|70b)-instruct$/ }],
    facts: { ...WITHOUT_TOOLS, limits: CONSERVATIVE_FACTS.limits },
    source: SOURCE,
    checked: CHECKED,
  },
  {
    family: 'llama-3-1',
    vendors: ['meta'],
    members: [
      { name: /^llama3-1-(?:8b|70b|405b)-instruct$/ },
      { name: /^llama3-3-70b-instruct$/ },
      { name: /^llama3-2-(?:11b|90b)-instruct$/, differs: { media: VISION } },
    ],
    facts: TEXT,
    source: SOURCE,
    checked: CHECKED,
  },
  {
    family: 'llama-3-2-small',
    vendors: ['meta'],
    members: [{ name: /^llama3-2-(?:1b|3b)-instruct$/ }],
    facts: WITHOUT_TOOLS,
    source: SOURCE,
    checked: CHECKED,
  },
  {
    family: 'llama-4',
    vendors: ['meta'],
    members: [
      {
        name: /^llama4-maverick-17b-instruct$/,
        differs: { limits: { contextTokens: 1_000_000 } },
      },
      { name: /^llama4-scout-17b-instruct$/ },
    ],
    facts: {
      ...TEXT,
      media: VISION,
      // Scout's window is listed as 10M and as 3.5M: not established.
      limits: { ...CONSERVATIVE_FACTS.limits, maxOutputTokens: 8192 },
    },
    source: SOURCE,
    checked: CHECKED,
  },
];
