import type { ModelFacts } from '../model-facts.js';

export const AWS_TABLE = 'AWS table of Converse features';

export const NO_CACHE_NO_S3 = 'AWS lists caching and S3 sources for Claude and Nova alone';

/** No report of a cache point, an S3 source or reasoning that one of them took. */
export const PLAIN: ModelFacts = {
  caching: 'refused',
  s3Sources: 'refused',
  reasoningInput: 'refused',
};

/** As PLAIN, but with reasoning of its own that nobody signs. */
export const UNSIGNED: ModelFacts = { ...PLAIN, reasoningInput: 'without signature' };

export const TEXT_ONLY: NonNullable<ModelFacts['refusedMedia']> = {
  inMessage: ['image', 'video'],
  inToolResult: ['image', 'video'],
};
