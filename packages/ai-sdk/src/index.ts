export {
  createOutcropProvider,
  type ModelSource,
  type OutcropProviderSettings,
} from './create-outcrop-provider.js';
export type { CallableClient } from './language-model-v4.js';
export type { OutcropProviderOptions } from './prompt/provider-options.js';
export { PROVIDER_TOOL_ID } from './prompt/tools.js';
export {
  type LanguageModelOptions,
  type Specification,
  toLanguageModel,
} from './to-language-model.js';
