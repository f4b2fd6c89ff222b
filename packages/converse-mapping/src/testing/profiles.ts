import { type ModelProfile, modelProfile } from '@outcrop/bedrock-models';

/** A model of each family, and what no family describes. */
const MODELS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'us.anthropic.claude-3-7-sonnet-20250219-v1:0',
  'us.anthropic.claude-opus-4-1-20250805-v1:0',
  'jp.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'global.anthropic.claude-sonnet-4-6',
  'us.anthropic.claude-opus-4-8',
  'us.anthropic.claude-fable-5-1',
  'cohere.command-r-plus-v1:0',
  'us.deepseek.r1-v1:0',
  'deepseek.v3.2',
  'google.gemma-3-27b-it',
  'zai.glm-5',
  'openai.gpt-oss-120b-1:0',
  'ai21.jamba-1-5-large-v1:0',
  'moonshot.kimi-k2-thinking',
  'meta.llama3-8b-instruct-v1:0',
  'us.meta.llama3-3-70b-instruct-v1:0',
  'us.meta.llama4-maverick-17b-instruct-v1:0',
  'minimax.minimax-m2',
  'mistral.mixtral-8x7b-instruct-v0:1',
  'mistral.mistral-large-2407-v1:0',
  'mistral.magistral-small-2509',
  'mistral.voxtral-small-24b-2507',
  'nvidia.nemotron-nano-12b-v2',
  'us.amazon.nova-micro-v1:0',
  'eu.amazon.nova-pro-v1:0',
  'us.amazon.nova-2-lite-v1:0',
  'us.writer.palmyra-x5-v1:0',
  'qwen.qwen3-32b-v1:0',
  'amazon.titan-text-express-v1',
  'newcomer.model-1',
  'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6',
];

export const PROFILES: readonly ModelProfile[] = MODELS.map((id) => modelProfile(id));

/** Takes everything that Converse can say. */
export const PERMISSIVE: ModelProfile = modelProfile('newcomer.model-1', {
  'newcomer.model-1': {
    base: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    toolSchema: { rootComposition: true, references: true },
    toolId: { pattern: '^[a-zA-Z0-9_.:-]+$' },
    documents: { text: true, cited: modelProfile('eu.amazon.nova-pro-v1:0').media.user.document },
    besideToolResult: ['text', 'image', 'document', 'video', 'audio'],
    cache: { maxPoints: 1000 },
    sampling: { both: true },
    limits: {
      maxOutputTokens: Number.MAX_SAFE_INTEGER,
      images: 1000,
      documents: 1000,
      imageBytes: 1e9,
      documentBytes: 1e9,
    },
    media: everyMedium(),
  },
});

function everyMedium(): Pick<ModelProfile, 'media'>['media'] {
  const { user } = modelProfile('eu.amazon.nova-pro-v1:0').media;
  const { audio } = modelProfile('mistral.voxtral-small-24b-2507').media.user;
  const all = { ...user, audio, s3: ['image', 'document', 'video', 'audio'] as const };
  return { user: all, toolResult: all };
}
