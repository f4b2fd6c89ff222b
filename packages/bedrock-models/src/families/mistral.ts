import {
  ALWAYS_REASONS,
  AUDIO_FORMATS,
  CONSERVATIVE_FACTS,
  DOCUMENTS_ONLY,
  IMAGES_AND_DOCUMENTS,
  IMAGES_ONLY,
  NO_MEDIA,
} from '../conservative-facts.js';
import type { Family } from '../family.js';
import type { ModelFacts } from '../model-profile.js';

const CHECKED = '2026-11-23';
const SOURCE =
  'AWS Bedrock user guide (Converse model features); pydantic-ai providers/bedrock.py; ' +
  'langchain-aws bedrock_converse.py (tool choice, streaming with tools); ' +
  'anomalyco/opencode#48843 (tool ids); models.dev, 2026-11-10 (limits)';

const WITH_TOOLS: ModelFacts = {
  ...CONSERVATIVE_FACTS,
  toolChoices: [],
  streamingWithTools: false,
  media: { user: DOCUMENTS_ONLY, toolResult: DOCUMENTS_ONLY },
  toolResultStatus: true,
  besideToolResult: [],
  // "Tool call id was a but must be a-z, A-Z, 0-9, with a length of 9." Bedrock's own long ids pass.
  toolId: {
    pattern: '^(?:[a-zA-Z0-9]{9}|tooluse_[a-zA-Z0-9_-]+)$',
    maxLength: 64,
    aliasLength: 9,
  },
  sampling: { ...CONSERVATIVE_FACTS.sampling, both: true },
};

export const MISTRAL: readonly Family[] = [
  {
    family: 'mistral-instruct',
    vendors: ['mistral'],
    members: [{ name: /^mistral-7b-instruct$/ }, { name: /^mixtral-8x7b-instruct$/ }],
    facts: {
      ...WITH_TOOLS,
      systemPrompts: false,
      tools: false,
      media: { user: DOCUMENTS_ONLY, toolResult: NO_MEDIA },
      toolResultStatus: false,
    },
    source: SOURCE,
    checked: CHECKED,
  },
  {
    family: 'mistral-large',
    vendors: ['mistral'],
    members: [
      { name: /^mistral-large-24(?:02|07)$/, differs: { toolChoices: ['auto', 'any'] } },
      { name: /^mistral-small-2402$/, differs: { media: { user: NO_MEDIA } } },
      {
        name: /^pixtral-large-2502$/,
        differs: {
          // Images in a user turn, but not inside a toolResult.
          media: { user: IMAGES_AND_DOCUMENTS },
          limits: { contextTokens: 128_000, maxOutputTokens: 8192 },
        },
      },
    ],
    facts: WITH_TOOLS,
    source: SOURCE,
    checked: CHECKED,
  },
  {
    family: 'mistral-3',
    vendors: ['mistral'],
    members: [
      {
        name: /^mistral-large-3-675b-instruct$/,
        differs: {
          toolChoices: ['auto', 'any'],
          limits: { contextTokens: 262_144, maxOutputTokens: 8192 },
        },
      },
      {
        name: /^ministral-3-3b-instruct$/,
        differs: { limits: { contextTokens: 256_000, maxOutputTokens: 8192 } },
      },
      {
        name: /^ministral-3-(?:8b|14b)-instruct$/,
        differs: { limits: { contextTokens: 128_000, maxOutputTokens: 4096 } },
      },
      {
        name: /^magistral-small-2509$/,
        differs: {
          reasoning: ALWAYS_REASONS,
          limits: { contextTokens: 128_000, maxOutputTokens: 40_000 },
        },
      },
      {
        name: /^devstral-2-123b$/,
        differs: {
          media: { user: NO_MEDIA },
          structuredOutput: { native: false },
          limits: { contextTokens: 262_144, maxOutputTokens: 8192 },
        },
      },
      {
        name: /^voxtral-(?:mini-3b|small-24b)-2507$/,
        differs: {
          media: { user: { image: [], audio: AUDIO_FORMATS } },
          limits: { contextTokens: 32_768 },
        },
      },
    ],
    facts: {
      ...WITH_TOOLS,
      media: { user: IMAGES_ONLY, toolResult: DOCUMENTS_ONLY },
      structuredOutput: { native: true },
    },
    source: SOURCE,
    checked: CHECKED,
  },
];
