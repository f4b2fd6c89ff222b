import { type LanguageModelV4, NoSuchModelError } from '@ai-sdk/provider';
import type { ModelClient } from '@outcrop/provider-registry';
import { isProviderError } from '@outcrop/unified-response';
import { type CallableClient, OutcropLanguageModel } from './language-model-v4.js';
import type { Specification } from './to-language-model.js';
import { LanguageModelAsV3 } from './v3/language-model-v3.js';
import type { OutcropLanguageModelV3 } from './v3/v3-model.js';

/** What a provider needs of a registry. */
export interface ModelSource {
  model(reference: `${string}:${string}`): ModelClient;
}

export interface OutcropProviderSettings {
  /** The name that hosts show and log. Default: `outcrop`. */
  readonly provider?: string;
}

/** A provider that has language models alone: of all others, it says that there are none. */
interface LanguageModels<Version extends Specification, Model> {
  readonly specificationVersion: Version;
  /** @throws NoSuchModelError for a model of a provider that is not registered. */
  languageModel(modelId: string): Model;
  /** @throws NoSuchModelError always. */
  embeddingModel(modelId: string): never;
  /** @throws NoSuchModelError always. */
  imageModel(modelId: string): never;
}

/** A provider of specification v4. */
export type OutcropProvider = LanguageModels<'v4', LanguageModelV4>;

/** A provider of specification v3. */
export type OutcropProviderV3 = LanguageModels<'v3', OutcropLanguageModelV3>;

/**
 * A registry, or a single client, as a provider of the AI SDK, for `createProviderRegistry` and
 * whoever takes providers. A registry's models are called `<provider>:<model>`, a client's just as
 * the client calls them. A registry is asked for each model once; who made it closes it.
 */
export function createOutcropProvider(
  source: ModelSource | CallableClient,
  settings?: OutcropProviderSettings & { readonly specification?: 'v4' },
): OutcropProvider;
export function createOutcropProvider(
  source: ModelSource | CallableClient,
  settings: OutcropProviderSettings & { readonly specification: 'v3' },
): OutcropProviderV3;
export function createOutcropProvider(
  source: ModelSource | CallableClient,
  settings: OutcropProviderSettings & { readonly specification?: Specification } = {},
): OutcropProvider | OutcropProviderV3 {
  const { provider = 'outcrop', specification } = settings;
  const models = new Map<string, LanguageModelV4>();
  const languageModel = (modelId: string): LanguageModelV4 => {
    const known = models.get(modelId);
    if (known) return known;
    const model =
      'create' in source
        ? new OutcropLanguageModel(source, { provider, modelId, model: modelId })
        : registeredModel(source, provider, modelId);
    models.set(modelId, model);
    return model;
  };
  const others = {
    embeddingModel: (modelId: string): never => refuse(modelId, 'embeddingModel', provider),
    imageModel: (modelId: string): never => refuse(modelId, 'imageModel', provider),
  };
  return specification === 'v3'
    ? {
        specificationVersion: 'v3',
        languageModel: (modelId) => new LanguageModelAsV3(languageModel(modelId)),
        ...others,
      }
    : { specificationVersion: 'v4', languageModel, ...others };
}

/** The client of a registry's model asks for that model by itself. */
function registeredModel(
  registry: ModelSource,
  provider: string,
  modelId: string,
): LanguageModelV4 {
  try {
    const client = registry.model(modelId as `${string}:${string}`);
    return new OutcropLanguageModel(client, { provider, modelId, model: undefined });
  } catch (error) {
    if (!isProviderError(error) || error.path !== 'reference') throw error;
    throw new NoSuchModelError({ modelId, modelType: 'languageModel', message: error.message });
  }
}

function refuse(modelId: string, modelType: 'embeddingModel' | 'imageModel', name: string): never {
  const message = `${name} has language models only: there is no ${modelType} ${modelId}.`;
  throw new NoSuchModelError({ modelId, modelType, message });
}
