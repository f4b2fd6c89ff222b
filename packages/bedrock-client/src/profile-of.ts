import { type ModelProfile, modelProfile, type ProfileOverrides } from '@outcrop/bedrock-models';
import { ProviderError } from '@outcrop/unified-response';

/**
 * What is known of a model.
 * @throws ProviderError `invalid_request` for what cannot be a model's id.
 */
export function profileOf(model: string, models: ProfileOverrides | undefined): ModelProfile {
  try {
    return modelProfile(model, models);
  } catch (error) {
    throw new ProviderError(`model: ${(error as Error).message}`, {
      reason: 'invalid_request',
      path: 'model',
      hint: 'Pass the id or the ARN of a model or inference profile.',
      provider: 'bedrock',
      cause: error,
    });
  }
}
