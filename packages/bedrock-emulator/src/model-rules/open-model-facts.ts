import type { FactRow, ModelFacts } from './model-facts.js';

const TEXT_ONLY: ModelFacts['refusedMedia'] = {
  inMessage: ['image', 'video'],
  inToolResult: ['image', 'video'],
};

const AWS_TABLE = 'AWS table of Converse features';

/** No report of a cache point, an S3 source or replayed reasoning that one of them took. */
const PLAIN: ModelFacts = { caching: 'refused', s3Sources: 'refused', reasoningInput: 'refused' };

const UNSIGNED: ModelFacts = { ...PLAIN, reasoningInput: 'without signature' };

const PLAIN_SOURCE = 'AWS lists caching and S3 sources for Claude and Nova alone; no reasoning';

/** Facts about the models of all other vendors. A later row overrules an earlier one. */
export const openModelFacts: readonly FactRow[] = [
  {
    vendor: 'meta',
    models: 'llama.+',
    facts: {
      ...PLAIN,
      toolBlocks: 'alone',
      refusedToolChoices: ['any', 'tool'],
      refusedMedia: { inMessage: ['video'], inToolResult: ['video'] },
      textFormat: 'refused',
      strictTools: 'refused',
    },
    source: `harness-sdk#1223, #1981; langchain-aws#1118; pydantic-ai#6098, #6254. ${PLAIN_SOURCE}`,
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
    source: `langchain-aws#1118; opencode#48843; pydantic-ai#6098, #6254. ${PLAIN_SOURCE}`,
    seen: '2026-09',
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
    models: 'mistral-large-.+',
    facts: { refusedToolChoices: ['tool'] },
    source: 'langchain-aws: auto and any',
    seen: '2026',
  },
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
    source: `${AWS_TABLE}; langchain-aws: no tool choice. ${PLAIN_SOURCE}`,
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
    source: `${AWS_TABLE}; langchain-aws: no tool choice. ${PLAIN_SOURCE}`,
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
      toolResultStatus: 'refused',
      refusedToolChoices: ['any', 'tool'],
      refusedMedia: TEXT_ONLY,
      textFormat: 'refused',
      strictTools: 'refused',
    },
    source: `pydantic-ai#6098, #6254: live; langchain-aws: no tool choice. ${PLAIN_SOURCE}`,
    seen: '2026-07-03',
  },
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
    vendor: 'openai',
    models: 'gpt-oss-.+',
    facts: {
      ...PLAIN,
      refusedMedia: TEXT_ONLY,
      reasoningEfforts: ['low', 'medium', 'high'],
      refusedFields: {
        names: ['thinking', 'top_k', 'output_config', 'reasoningConfig', 'inferenceConfig'],
        words: 'gpt-oss',
      },
    },
    source:
      'bedrock-engineer#240: its own reasoning is refused; litellm#13959; models.dev; pydantic-ai profile',
    seen: '2026',
  },
  {
    vendor: 'openai',
    models: 'gpt-oss-20b.*',
    facts: { maxTokens: 128_000 },
    source: 'live: accepts 128000, refuses one more',
    seen: '2026',
  },
  {
    vendor: 'openai',
    models: 'gpt-[5-9].*',
    facts: {
      reasoningInput: 'without signature',
      refusedMedia: { inToolResult: ['image'] },
      refusedFields: {
        names: ['reasoning_effort', 'reasoningEffort', 'reasoningConfig', 'thinking'],
        words: 'openai',
      },
    },
    source: 'opencode#49443, #48195; suna#6893; agentgateway#3442; text of the signature in pi',
    seen: '2026-09-17',
  },
  {
    vendor: 'openai',
    models: 'gpt-6-astra',
    facts: { refusedMedia: { inMessage: ['document'], inToolResult: ['image', 'document'] } },
    source: 'amazon-bedrock-client-for-mac#137',
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
  ...['moonshot', 'moonshotai'].map((vendor) => ({
    vendor,
    models: 'kimi-.+',
    facts: {
      ...UNSIGNED,
      leadingAssistant: 'accepted',
      refusedMedia: { inToolResult: ['image', 'document', 'video'] },
    } satisfies ModelFacts,
    source: 'pydantic-ai#6254: live; a signature is refused: live; recorded',
    seen: '2026-09',
  })),
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
    source: `pydantic-ai profile: live; pi#1505. ${PLAIN_SOURCE}`,
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
    source: PLAIN_SOURCE,
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
