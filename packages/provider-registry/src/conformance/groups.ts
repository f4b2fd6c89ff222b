import type { Group } from './check.js';
import { ABORT } from './groups/abort.js';
import { CLOSING } from './groups/closing.js';
import { CONCURRENCY } from './groups/concurrency.js';
import { COST } from './groups/cost.js';
import { ERRORS } from './groups/errors.js';
import { INPUTS } from './groups/inputs.js';
import { MANIFEST } from './groups/manifest.js';
import { MEDIA } from './groups/media.js';
import { REASONING } from './groups/reasoning.js';
import { SECRETS } from './groups/secrets.js';
import { STREAM } from './groups/stream.js';
import { STRUCTURED_OUTPUT } from './groups/structured-output.js';
import { TEXT } from './groups/text.js';
import { TOOLS } from './groups/tools.js';
import { UNKNOWN_FIELDS } from './groups/unknown-fields.js';
import { USAGE } from './groups/usage.js';

/** All that the contract promises, from the plain to the particular. */
export const GROUPS: readonly Group[] = [
  MANIFEST,
  TEXT,
  TOOLS,
  MEDIA,
  REASONING,
  STRUCTURED_OUTPUT,
  STREAM,
  ABORT,
  ERRORS,
  USAGE,
  COST,
  UNKNOWN_FIELDS,
  CONCURRENCY,
  SECRETS,
  INPUTS,
  CLOSING,
];
