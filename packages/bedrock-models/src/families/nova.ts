import {
  CONSERVATIVE_FACTS,
  DOCUMENT_FORMATS,
  IMAGE_FORMATS,
  NO_MEDIA,
  VIDEO_FORMATS,
} from '../conservative-facts.js';
import type { Family } from '../family.js';
import type { ModelFacts } from '../model-profile.js';

const CHECKED = '2026-11-23';
const SOURCE =
  'AWS Bedrock user guide (Converse model features, prompt caching); AWS Nova user guide; ' +
  'pydantic-ai providers/bedrock.py; models.dev, 2026-11-10 (limits)';

const NOVA_1: ModelFacts = {
  ...CONSERVATIVE_FACTS,
  // AWS announcement of 2025-03: all three; refused before.
  toolChoices: ['auto', 'any', 'tool'],
  media: {
    user: {
      image: IMAGE_FORMATS,
      document: DOCUMENT_FORMATS,
      video: VIDEO_FORMATS,
      audio: [],
      s3: ['image', 'document', 'video'],
    },
    // Text documents only: pdf and docx are refused inside a toolResult.
    toolResult: { ...NO_MEDIA, image: IMAGE_FORMATS, document: ['csv', 'txt'] },
  },
  toolResultStatus: true,
  besideToolResult: ['text', 'image', 'document', 'video'],
  // A hyphen in a tool name ends in "Model produced invalid sequence as part of ToolUse".
  toolName: { pattern: '^[a-zA-Z0-9_]+$', maxLength: 64 },
  trailingAssistant: true,
  // In tools: "extraneous key [cachePoint] is not permitted".
  cache: { placements: ['system', 'messages'], maxPoints: 4, minimumTokens: 1000, ttls: ['5m'] },
  sampling: { ...CONSERVATIVE_FACTS.sampling, both: true, topKPath: 'inferenceConfig.topK' },
  limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 300_000, maxOutputTokens: 10_000 },
  additionalFields: ['inferenceConfig'],
};

export const NOVA: readonly Family[] = [
  {
    family: 'nova-1',
    vendors: ['amazon'],
    members: [
      {
        name: /^nova-micro$/,
        differs: {
          media: { user: NO_MEDIA, toolResult: NO_MEDIA },
          besideToolResult: ['text'],
          limits: { contextTokens: 128_000 },
        },
      },
      { name: /^nova-(?:lite|pro)$/ },
      { name: /^nova-premier$/, differs: { limits: { contextTokens: 1_000_000 } } },
    ],
    facts: NOVA_1,
    source: `${SOURCE}; SEMOSS/Semoss#2892 (hyphens)`,
    checked: CHECKED,
  },
  {
    family: 'nova-2',
    vendors: ['amazon'],
    members: [{ name: /^nova-2-lite$/ }],
    facts: {
      ...NOVA_1,
      reasoning: {
        mode: 'effort',
        field: 'reasoningConfig',
        efforts: ['low', 'medium', 'high'],
        optional: true,
        // "User messages cannot contain reasoning content."
        replay: 'never',
        samplingAllowed: false,
        forcedToolChoice: true,
      },
      limits: { ...NOVA_1.limits, contextTokens: 1_000_000, maxOutputTokens: 65_535 },
      additionalFields: ['inferenceConfig', 'reasoningConfig'],
    },
    source: `${SOURCE}; langchain-aws bedrock_converse.py (reasoningConfig); omp#9086 (replay)`,
    checked: CHECKED,
  },
];
