import type { FactRow } from '../model-facts.js';
import { NO_CACHE_NO_S3, TEXT_ONLY, UNSIGNED } from './common.js';

const KIMI: Omit<FactRow, 'vendor'> = {
  models: 'kimi-.+',
  facts: {
    ...UNSIGNED,
    leadingAssistant: 'accepted',
    refusedMedia: { inToolResult: ['image', 'document', 'video'] },
  },
  source: 'pydantic-ai#6254: live; a signature is refused: live; recorded',
  seen: '2026-09',
};

/** Facts about the other models with open weights. A later row overrules an earlier one. */
export const openWeightFacts: readonly FactRow[] = [
  {
    vendor: 'deepseek',
    models: '.+',
    facts: { ...UNSIGNED, refusedMedia: TEXT_ONLY },
    source: 'opencode#782; models.dev: text only; its reasoning comes unsigned',
    seen: '2026-04-13',
  },
  {
    vendor: 'deepseek',
    models: 'r1',
    facts: { tools: 'refused' },
    source: 'langchain-aws#447',
    seen: '2025',
  },
  {
    vendor: 'deepseek',
    models: 'v3',
    facts: { refusedToolChoices: ['tool'] },
    source: 'langchain-aws: any, from 3.2 on also tool',
    seen: '2026',
  },
  {
    vendor: 'qwen',
    models: '.+',
    facts: {
      ...UNSIGNED,
      leadingAssistant: 'accepted',
      refusedMedia: {
        inMessage: ['document', 'video'],
        inToolResult: ['image', 'document', 'video'],
      },
    },
    source: 'pydantic-ai#6254: live; C01 names Qwen; pi names it for the signature',
    seen: '2026-07-03',
  },
  {
    vendor: 'qwen',
    models: 'qwen3-(?!vl).+',
    facts: {
      refusedMedia: {
        inMessage: ['image', 'document', 'video'],
        inToolResult: ['image', 'document', 'video'],
      },
    },
    source: 'models.dev: text only',
    seen: '2026-04-13',
  },
  { vendor: 'moonshot', ...KIMI },
  { vendor: 'moonshotai', ...KIMI },
  {
    vendor: 'moonshot',
    models: 'kimi-k2-thinking',
    facts: {
      refusedMedia: {
        inMessage: ['image', 'video'],
        inToolResult: ['image', 'document', 'video'],
      },
    },
    source: 'models.dev: text only',
    seen: '2025-12-02',
  },
  {
    vendor: 'zai',
    models: 'glm-.+',
    facts: { ...UNSIGNED, leadingAssistant: 'accepted' },
    source: `pydantic-ai profile: live; pi#1505. ${NO_CACHE_NO_S3}`,
    seen: '2026-07-03',
  },
  {
    vendor: 'zai',
    models: 'glm-(4\\.7.*|5)',
    facts: { refusedMedia: TEXT_ONLY },
    source: 'models.dev: text only',
    seen: '2026-02-06',
  },
  {
    vendor: 'minimax',
    models: 'minimax-.+',
    facts: { ...UNSIGNED, refusedMedia: TEXT_ONLY },
    source: 'models.dev: text only; pi names it for the signature',
    seen: '2026-04-13',
  },
  {
    vendor: 'nvidia',
    models: 'nemotron-.+',
    facts: { caching: 'refused', s3Sources: 'refused' },
    source: 'positron#12142, zeroclaw#7315',
    seen: '2026',
  },
  {
    vendor: 'google',
    models: 'gemma-.+',
    facts: { caching: 'refused', s3Sources: 'refused' },
    source: NO_CACHE_NO_S3,
    seen: '2026',
  },
  {
    vendor: 'google',
    models: 'gemma-3-12b-it',
    facts: { tools: 'refused' },
    source: 'models.dev: no tool calls',
    seen: '2026-04-13',
  },
];
