import { OVERFLOW_RULES } from './error-rules/context-overflow.js';
import { CREDENTIALS_RULES } from './error-rules/credentials.js';
import type { ErrorRule } from './error-rules/error-rule.js';
import { MODEL_ACCESS_RULES } from './error-rules/model-access.js';
import { NETWORK_RULES, PAGE_RULES } from './error-rules/network.js';
import { REQUEST_RULES } from './error-rules/request-shape.js';
import { THROTTLING_RULES } from './error-rules/throttling.js';

/** What an exception, or a status, means when its text says nothing more. */
const EXCEPTION_RULES: readonly ErrorRule[] = [
  {
    reason: 'model_not_found',
    names: ['ResourceNotFoundException'],
    hint: 'Check the id or ARN and its region.',
    suggestModels: true,
  },
  {
    reason: 'access_denied',
    names: ['AccessDeniedException', 'AccessDenied'],
    hint: 'Request access to the model in this region, and allow bedrock:InvokeModel to the caller.',
  },
  {
    reason: 'timeout',
    names: ['ModelTimeoutException'],
    hint: 'The model took too long: lower max_tokens or the reasoning effort, or stream.',
    retryable: false,
  },
  {
    reason: 'model_error',
    names: ['ModelErrorException', 'ModelStreamErrorException'],
    text: /invalid sequence as part of tooluse/i,
    hint: 'Use temperature 0, more max_tokens, and tool names without hyphens.',
  },
  {
    reason: 'model_error',
    names: ['ModelErrorException', 'ModelStreamErrorException'],
    hint: 'The model failed on this request.',
  },
  {
    reason: 'transient',
    names: ['InternalServerException'],
    hint: 'Send the call again; if it fails again, look at the tool inputs: keys must not be there twice.',
    // A request that the service cannot take fails each time, and says the same.
    attempts: 2,
  },
  {
    reason: 'model_not_found',
    names: ['UnknownOperationException'],
    hint: 'Check the endpoint: it is not a Bedrock Runtime endpoint, or the model id is not encoded.',
  },
  {
    reason: 'invalid_request',
    names: ['ValidationException', 'ConflictException', 'SerializationException'],
    hint: 'Change what the message names: sent again as it is, the request fails again.',
  },
];

const STATUS_RULES: readonly ErrorRule[] = [
  { reason: 'transient', statuses: [500, 502, 504], hint: 'Send the call again.' },
  {
    reason: 'authentication',
    statuses: [401, 407],
    hint: 'Check the credentials, and whether the proxy in between wants some of its own.',
  },
  {
    reason: 'access_denied',
    statuses: [403],
    hint: 'Check the permissions of the caller and the proxy in between.',
  },
  { reason: 'model_not_found', statuses: [404], hint: 'Check the endpoint and the model id.' },
  {
    reason: 'timeout',
    statuses: [408],
    hint: 'Send the call again with a higher timeout.',
    retryable: false,
  },
  { reason: 'model_error', statuses: [424], hint: 'The model failed on this request.' },
  {
    reason: 'invalid_request',
    statuses: [413],
    hint: 'The request is too large: send fewer or smaller images and documents.',
  },
  {
    reason: 'invalid_request',
    statuses: [400, 422],
    hint: 'Change what the message names: sent again as it is, the request fails again.',
  },
  {
    reason: 'config',
    statuses: [301, 302, 303, 307, 308],
    hint: 'The endpoint leads elsewhere: set endpoint to the address of Bedrock Runtime itself.',
  },
];

/**
 * All that is known of errors. The first row that fits decides, so the order matters: a throttle is
 * told by name and status before any text is read ("Too many tokens, please wait" is no overflow), and
 * what a text says goes before what its exception says in general.
 *
 * Sources: the service model (names, statuses), texts as users reported them with their causes (GitHub
 * issues of 2023 to 2026), the AWS SDK 3.1164's own error names.
 */
export const ERROR_RULES: readonly ErrorRule[] = [
  ...PAGE_RULES,
  ...THROTTLING_RULES,
  ...OVERFLOW_RULES,
  ...MODEL_ACCESS_RULES,
  ...CREDENTIALS_RULES,
  ...REQUEST_RULES,
  ...EXCEPTION_RULES,
  ...NETWORK_RULES,
  ...STATUS_RULES,
];

/** What nobody recognises is not worth another, perhaps billed, attempt. */
export const UNKNOWN_ERROR: ErrorRule = { reason: 'transient', retryable: false };
