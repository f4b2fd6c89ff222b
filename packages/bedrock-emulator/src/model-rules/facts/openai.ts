import type { FactRow } from '../model-facts.js';
import { PLAIN, TEXT_ONLY } from './common.js';

/** Facts about OpenAI's models. A later row overrules an earlier one. */
export const openAiFacts: readonly FactRow[] = [
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
];
