import type { ErrorRule } from './error-rule.js';

/** Ids, access and lifecycle of models, told by text. */
export const MODEL_ACCESS_RULES: readonly ErrorRule[] = [
  {
    reason: 'model_not_found',
    text: /on-demand throughput isn't supported/i,
    hint: 'The model is served through an inference profile only: use one of the suggested ids.',
    suggestModels: true,
  },
  {
    reason: 'model_not_found',
    text: /provided model identifier is invalid/i,
    hint: 'Check the id, its prefix and suffix, and that the model is served in this region.',
    suggestModels: true,
  },
  {
    reason: 'model_not_found',
    text: /marked by provider as legacy|reached the end of its life/i,
    hint: 'The model is retired: choose its successor.',
  },
  {
    reason: 'access_denied',
    text: /don't have access to the model/i,
    hint: 'Request access to the model in this region (Bedrock console, model access), or use a region that has it.',
  },
  {
    reason: 'access_denied',
    text: /aws-marketplace/i,
    hint: 'An administrator has to accept the model agreement once: aws bedrock create-foundation-model-agreement. Then wait for some minutes.',
  },
  {
    reason: 'access_denied',
    text: /account is not authorized to invoke this API operation/i,
    hint: 'The account may not use this operation: ask AWS to open it, or check service control policies.',
  },
  {
    reason: 'access_denied',
    names: ['ValidationException', 'AccessDeniedException'],
    text: /operation not allowed/i,
    hint: "The account may not use this model, perhaps because it is about to be retired: check its lifecycle and the account's limits.",
  },
  {
    reason: 'access_denied',
    text: /data retention mode .* is not available for this model/i,
    hint: "An administrator has to choose the account's data retention mode for this model; it is no field of a request, and holds for the whole account.",
  },
  {
    reason: 'unsupported',
    text: /doesn't support counting tokens/i,
    hint: 'Count with the id of the model itself, without the prefix of an inference profile.',
  },
  {
    reason: 'unsupported',
    text: /The model '.*' does not support the '.*' API/i,
    hint: "The model is served at another path: check the endpoint in the model's card.",
  },
  {
    reason: 'model_not_found',
    text: /The model '.*' does not exist/i,
    hint: 'Check the id, and that the model is served in this region.',
    suggestModels: true,
  },
];
