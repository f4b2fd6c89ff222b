import type { LanguageModelV4 } from '@ai-sdk/provider';
import { type CallableClient, OutcropLanguageModel } from './language-model-v4.js';
import { LanguageModelAsV3 } from './v3/language-model-v3.js';
import type { OutcropLanguageModelV3 } from './v3/v3-model.js';

/** Versions of the AI SDK's specification: v4 is that of AI SDK 7, v3 that of AI SDK 6. */
export type Specification = 'v3' | 'v4';

export interface LanguageModelOptions {
  /** The model to ask for. Default: the client's own, as `registry.model()` gives one. */
  readonly modelId?: string;
  /** The name that hosts show and log. Default: `outcrop`. */
  readonly provider?: string;
}

/**
 * A client, of a registry or of an adapter, as a language model of the AI SDK. Who made the client
 * closes it.
 */
export function toLanguageModel(
  client: CallableClient,
  options?: LanguageModelOptions & { readonly specification?: 'v4' },
): LanguageModelV4;
export function toLanguageModel(
  client: CallableClient,
  options: LanguageModelOptions & { readonly specification: 'v3' },
): OutcropLanguageModelV3;
export function toLanguageModel(
  client: CallableClient,
  options: LanguageModelOptions & { readonly specification?: Specification } = {},
): LanguageModelV4 | OutcropLanguageModelV3 {
  const { modelId, provider = 'outcrop', specification } = options;
  const names = { provider, modelId: modelId ?? 'default', model: modelId };
  const model = new OutcropLanguageModel(client, names);
  return specification === 'v3' ? new LanguageModelAsV3(model) : model;
}
