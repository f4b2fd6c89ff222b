import { type ModelProfile, modelProfile } from '@outcrop/bedrock-models';
import { KNOWN_MODELS } from '../../packages/bedrock-models/src/known-models.js';

/** A model as a caller names it, and what is known about it. */
export interface AskedModel {
  readonly id: string;
  readonly profile: ModelProfile;
  /** The ids whose rules a request to it must keep. */
  readonly judgedAs: readonly string[];
  /** Counter-examples are told by the model's id. */
  readonly toString: () => string;
}

const ARN = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/';

/** An ARN that hides its model; the caller says which one it is. */
function behindArn(base: string, at: number): AskedModel {
  const id = `${ARN}a1b2c3d4e5f${at}`;
  const profile = modelProfile(id, { [id]: { base } });
  return { id, profile, judgedAs: [id, base], toString: () => `${id} (${base})` };
}

function asked(id: string): AskedModel {
  return { id, profile: modelProfile(id), judgedAs: [id], toString: () => id };
}

/** Every described model, by its bare id and by each of its geographic ones. */
const described: readonly AskedModel[] = Object.entries(KNOWN_MODELS)
  .flatMap(([bare, geographies]) => {
    const prefixes = geographies.split(' ').filter((geography) => geography !== '');
    return [bare, ...prefixes.map((geography) => `${geography}.${bare}`)].map(asked);
  })
  .filter(({ profile }) => profile.known);

/** What a request may be addressed to. */
export const MODELS: readonly AskedModel[] = [
  ...described,
  asked('newcomer.model-1'),
  asked('us.xai.grok-4.6'),
  asked(`${ARN}f6e5d4c3b2a1`),
  ...[
    'anthropic.claude-3-haiku-20240307-v1:0',
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
    'anthropic.claude-opus-4-8',
    'amazon.nova-2-lite-v1:0',
    'mistral.mistral-large-2407-v1:0',
    'meta.llama3-3-70b-instruct-v1:0',
    'openai.gpt-oss-120b-1:0',
    'zai.glm-5',
  ].map(behindArn),
];
