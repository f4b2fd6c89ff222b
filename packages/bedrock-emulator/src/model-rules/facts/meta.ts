import type { FactRow } from '../model-facts.js';
import { AWS_TABLE, NO_CACHE_NO_S3, PLAIN, TEXT_ONLY } from './common.js';

/** Facts about Meta's Llama. A later row overrules an earlier one. */
export const metaFacts: readonly FactRow[] = [
  {
    vendor: 'meta',
    models: 'llama.+',
    facts: {
      ...PLAIN,
      toolBlocks: 'alone',
      toolStreaming: 'refused',
      refusedToolChoices: ['any', 'tool'],
      refusedMedia: { inMessage: ['video'], inToolResult: ['video'] },
      textFormat: 'refused',
      strictTools: 'refused',
    },
    source: `pi#3739, n8n#14206, harness-sdk#1223, #1981; langchain-aws#1118; pydantic-ai#6098, #6254. ${NO_CACHE_NO_S3}`,
    seen: '2026-07-03',
  },
  {
    vendor: 'meta',
    models: 'llama2-.+|llama3-(8b|70b)-.+|llama3-2-(1b|3b)-.+',
    facts: { tools: 'refused' },
    source: `${AWS_TABLE}; live: Llama 3 and Llama 3.2 3B`,
    seen: '2025',
  },
  {
    vendor: 'meta',
    models: 'llama2-.+|llama3-(8b|70b|1|3)-.+|llama3-2-(1b|3b)-.+',
    facts: { refusedMedia: TEXT_ONLY },
    source: AWS_TABLE,
    seen: '2024',
  },
  {
    vendor: 'meta',
    models: 'llama3-2-(11b|90b)-.+',
    facts: { refusedMedia: { inMessage: ['video'], inToolResult: ['image', 'video'] } },
    source: 'opencode#49443, #50272: of Llama only 4 takes images in tool results',
    seen: '2026-09-21',
  },
  {
    vendor: 'meta',
    models: 'llama3-2-11b-.+',
    facts: { maxTokens: 8192 },
    source: 'live report',
    seen: '2026',
  },
];
