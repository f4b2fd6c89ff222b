export type { DeepPartial } from './deep-merge.js';
export type {
  AudioFormat,
  CachePlacement,
  CacheRules,
  CacheTtl,
  DocumentFormat,
  DocumentRules,
  IdentifierRules,
  ImageFormat,
  MediaKind,
  MediaRules,
  ModelFacts,
  ModelLimits,
  ModelProfile,
  ReasoningRules,
  SamplingRules,
  ToolChoiceKind,
  ToolIdRules,
  ToolSchemaRules,
  VideoFormat,
} from './model-profile.js';
export { baseModelId, type ModelRef, type ModelRefKind } from './model-ref.js';
export { parseModelRef } from './parse-model-ref.js';
export { modelProfile, type ProfileOverride, type ProfileOverrides } from './resolve-profile.js';
export { suggestModelIds } from './suggest-model-ids.js';
