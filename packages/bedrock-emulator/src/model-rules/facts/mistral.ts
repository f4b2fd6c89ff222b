import type { FactRow } from '../model-facts.js';
import { AWS_TABLE, NO_CACHE_NO_S3, TEXT_ONLY } from './common.js';

/** Facts about Mistral's models. A later row overrules an earlier one. */
export const mistralFacts: readonly FactRow[] = [
  {
    vendor: 'mistral',
    models: '.+',
    facts: {
      caching: 'refused',
      s3Sources: 'refused',
      toolBlocks: 'alone',
      toolUseIds: 'nine alphanumerics',
      refusedMedia: { inMessage: ['video'], inToolResult: ['image', 'video'] },
    },
    source: `langchain-aws#1118; opencode#48843; pydantic-ai#6098, #6254. ${NO_CACHE_NO_S3}`,
    seen: '2026-09',
  },
  {
    vendor: 'mistral',
    models: '.+',
    facts: { toolStreaming: 'refused' },
    source: 'langchain-aws: streams without tools only',
    seen: '2026',
  },
  {
    vendor: 'mistral',
    models: '(?!magistral).+',
    facts: { reasoningInput: 'refused' },
    source: 'the others do not reason',
    seen: '2026',
  },
  {
    vendor: 'mistral',
    models: 'mistral-7b-.+|mixtral-.+',
    facts: { systemPrompt: 'refused', tools: 'refused' },
    source: `instructor#1753, stdapi.ai#5; ${AWS_TABLE}`,
    seen: '2025-12-12',
  },
  {
    vendor: 'mistral',
    models: 'mistral-7b-.+|mixtral-.+|mistral-(small|large)-240[0-9]',
    facts: { refusedMedia: TEXT_ONLY, textFormat: 'refused', strictTools: 'refused' },
    source: `${AWS_TABLE}; structured output begins with Mistral Large 3 (pydantic-ai profile)`,
    seen: '2026-07',
  },
  {
    vendor: 'mistral',
    models: 'pixtral-.+',
    facts: { textFormat: 'refused', strictTools: 'refused' },
    source: 'not among the models AWS lists for structured output (pydantic-ai profile)',
    seen: '2026-07',
  },
  {
    vendor: 'mistral',
    models: 'mistral-large-.+',
    facts: { refusedToolChoices: ['tool'] },
    source: 'langchain-aws: auto and any',
    seen: '2026',
  },
];
