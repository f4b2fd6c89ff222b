import type { JsonObject } from '../../json.js';

export const SONNET_4_5 = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
export const SONNET_4_6 = 'us.anthropic.claude-sonnet-4-6';
export const OPUS_4_8 = 'global.anthropic.claude-opus-4-8';
export const SONNET_5 = 'eu.anthropic.claude-sonnet-5';
export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const NOVA_PRO = 'us.amazon.nova-pro-v1:0';
export const LLAMA_4 = 'us.meta.llama4-maverick-17b-instruct-v1:0';
export const LLAMA_3 = 'meta.llama3-8b-instruct-v1:0';
export const MISTRAL_LARGE = 'mistral.mistral-large-2402-v1:0';
export const MISTRAL_7B = 'mistral.mistral-7b-instruct-v0:2';
export const PALMYRA = 'us.writer.palmyra-x4-v1:0';
export const GPT_OSS = 'openai.gpt-oss-120b-1:0';
export const KIMI = 'moonshotai.kimi-k2.5';
export const QWEN = 'qwen.qwen3-32b-v1:0';

/** What shows that a rule holds. */
export interface RuleExample {
  readonly model: string;
  /** A request near the other one that the model takes. */
  readonly accepts: JsonObject;
  readonly refuses: JsonObject;
  /** Where `accepts` is for Converse, and may be the same. @defaultValue 'Converse' */
  readonly refusedOperation?: 'ConverseStream';
  /** The whole text of the refusal. */
  readonly text: string;
  /** A model that takes the request which this one refuses. */
  readonly butTakenBy?: string;
}

export type RuleExamples = Readonly<Record<string, RuleExample>>;
