import type { FactRow } from '../model-facts.js';
import { AWS_TABLE, NO_CACHE_NO_S3, PLAIN, TEXT_ONLY } from './common.js';

/** Facts about the models of Cohere, AI21 and Writer. A later row overrules an earlier one. */
export const cohereAi21WriterFacts: readonly FactRow[] = [
  {
    vendor: 'cohere',
    models: 'command-.+',
    facts: {
      ...PLAIN,
      refusedMedia: TEXT_ONLY,
      textFormat: 'refused',
      strictTools: 'refused',
      refusedToolChoices: ['any', 'tool'],
    },
    source: `${AWS_TABLE}; langchain-aws: no tool choice. ${NO_CACHE_NO_S3}`,
    seen: '2026',
  },
  {
    vendor: 'cohere',
    models: 'command-(light-)?text',
    facts: { systemPrompt: 'refused', tools: 'refused' },
    source: AWS_TABLE,
    seen: '2024',
  },
  {
    vendor: 'ai21',
    models: 'jamba-.+|j2-.+',
    facts: {
      ...PLAIN,
      refusedMedia: TEXT_ONLY,
      textFormat: 'refused',
      strictTools: 'refused',
      refusedToolChoices: ['any', 'tool'],
    },
    source: `${AWS_TABLE}; langchain-aws: no tool choice. ${NO_CACHE_NO_S3}`,
    seen: '2026',
  },
  {
    vendor: 'ai21',
    models: 'jamba-instruct',
    facts: {
      tools: 'refused',
      refusedMedia: { inMessage: ['image', 'document', 'video'] },
    },
    source: AWS_TABLE,
    seen: '2024',
  },
  {
    vendor: 'ai21',
    models: 'j2-.+',
    facts: { systemPrompt: 'refused', tools: 'refused' },
    source: AWS_TABLE,
    seen: '2024',
  },
  {
    vendor: 'writer',
    models: 'palmyra-.+',
    facts: {
      ...PLAIN,
      toolBlocks: 'alone',
      toolStreaming: 'refused',
      toolResultStatus: 'refused',
      refusedToolChoices: ['any', 'tool'],
      refusedMedia: TEXT_ONLY,
      textFormat: 'refused',
      strictTools: 'refused',
    },
    source: `pydantic-ai#6098, #6254: live; langchain-aws: no tool choice, no tools in streams. ${NO_CACHE_NO_S3}`,
    seen: '2026-07-03',
  },
];
