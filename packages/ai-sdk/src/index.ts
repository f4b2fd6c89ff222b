export {
  createOutcropProvider,
  type ModelSource,
  type OutcropProvider,
  type OutcropProviderSettings,
  type OutcropProviderV3,
} from './create-outcrop-provider.js';
export type { CallableClient } from './language-model-v4.js';
export type { OutcropProviderOptions } from './prompt/provider-options.js';
export { PROVIDER_TOOL_ID } from './prompt/tools.js';
export {
  type LanguageModelOptions,
  type Specification,
  toLanguageModel,
} from './to-language-model.js';
export type {
  OutcropGenerateResultV3,
  OutcropLanguageModelV3,
  OutcropStreamResultV3,
} from './v3/v3-model.js';
