import type { ErrorReason } from '@outcrop/unified-response';

/** What an error of a server means. All that a row names has to fit. */
export interface ErrorRule {
  readonly reason: ErrorReason;
  readonly statuses?: readonly number[];
  /** Of `error.code`, `error.type`, or of what is within it. */
  readonly codes?: readonly string[];
  readonly text?: RegExp;
  readonly hint: string;
  /** Default: what the reason says. */
  readonly retryable?: boolean;
}

const SHORTEN = 'Shorten the conversation, or lower max_tokens, which counts, too.';

/**
 * All that is known of errors: the first row that fits decides. What an error calls itself goes
 * before its status, and a status without a word of its own comes last.
 *
 * Sources: error codes guide of OpenAI; content filter page of Azure OpenAI; texts of vLLM, LM Studio,
 * Ollama and Bedrock as users reported them (strands#3969, big-AGI#1167, opencode#47073).
 */
export const ERROR_RULES: readonly ErrorRule[] = [
  {
    reason: 'throttled',
    codes: ['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'],
    hint: 'The account has no money or quota left: sent again, the call fails again.',
    retryable: false,
  },
  {
    reason: 'context_overflow',
    codes: ['context_length_exceeded', 'string_above_max_length', 'exceed_context_size_error'],
    hint: SHORTEN,
  },
  {
    reason: 'context_overflow',
    statuses: [400, 413, 422, 500],
    text: /maximum context length|context (?:window|length|size).*(?:exceed|overflow|too)|(?:exceeds?|larger than|greater than) the (?:available |maximum )?(?:model )?context|prompt is too long|input (?:is )?too long|tokens to keep from the initial prompt|context the overflows|context length of only/is,
    hint: SHORTEN,
  },
  {
    reason: 'content_filtered',
    codes: [
      ...['content_filter', 'content_policy_violation', 'ResponsibleAIPolicyViolation'],
      ...['moderation_blocked', 'cyber_policy_violation'],
    ],
    hint: 'A filter refused the request: change what it says.',
  },
  {
    reason: 'model_not_found',
    codes: ['model_not_found', 'DeploymentNotFound', 'model_not_supported'],
    hint: 'Set model to one that the service has, and that the key may use.',
  },
  {
    reason: 'model_not_found',
    statuses: [400, 404],
    text: /model\b.{0,200}\b(?:does not exist|not found|not loaded)|does not support the '\/v1\/chat\/completions' API/is,
    hint: 'Set model to one that this endpoint has: some models answer other APIs or endpoints alone.',
  },
  {
    reason: 'authentication',
    codes: [
      'invalid_api_key',
      'invalid_authentication',
      'invalid_organization',
      'PermissionDenied',
    ],
    statuses: [401],
    hint: 'Set apiKey to a key of this service that is valid, and organization to its own.',
  },
  {
    reason: 'authentication',
    statuses: [401, 403],
    text: /api key is valid|signature|security token|expired|credential/i,
    hint: 'Check the key or the credentials, their region, and the clock of this machine.',
  },
  {
    reason: 'overloaded',
    codes: ['server_overloaded', 'overloaded_error', 'engine_overloaded', 'slow_down'],
    hint: 'Send the call again later.',
  },
  {
    reason: 'throttled',
    codes: ['rate_limit_exceeded', 'tokens', 'requests', 'RateLimitReached', 'TooManyRequests'],
    hint: 'Send fewer requests at once, or raise the limits of the account.',
  },
  {
    reason: 'unsupported',
    codes: ['unsupported_value', 'unsupported_parameter', 'unsupported_country_region_territory'],
    hint: 'Leave out what the message names, or set quirks to what the server takes.',
  },
  {
    reason: 'authentication',
    statuses: [401, 407],
    hint: 'Set apiKey to a key of this service that is valid.',
  },
  {
    reason: 'access_denied',
    statuses: [403],
    hint: 'Ask for access to the model, in this region and for this key.',
  },
  { reason: 'model_not_found', statuses: [404, 405], hint: 'Check baseUrl and model.' },
  {
    reason: 'timeout',
    statuses: [408],
    hint: 'Send the call again, or stream: the server gave up waiting.',
  },
  { reason: 'transient', statuses: [409, 425], hint: 'Send the call again.' },
  {
    reason: 'throttled',
    statuses: [429],
    hint: 'Send fewer requests at once, or raise the limits of the account.',
  },
  {
    reason: 'overloaded',
    statuses: [503, 529],
    hint: 'Send the call again later.',
  },
  { reason: 'invalid_request', statuses: [400, 413, 415, 422], hint: 'Change what it names.' },
  {
    reason: 'config',
    statuses: [301, 302, 303, 307, 308],
    hint: 'The address leads elsewhere: set baseUrl to that of the API itself.',
  },
  // Errors within a stream have no status.
  {
    reason: 'transient',
    codes: ['server_error', 'internal_error', 'InternalServerError', 'api_error'],
    hint: 'Send the call again.',
  },
  {
    reason: 'invalid_request',
    codes: ['invalid_request_error', 'BadRequestError', 'invalid_value'],
    hint: 'Change what it names.',
  },
  { reason: 'transient', statuses: [500, 502, 504], hint: 'Send the call again.' },
];

/** What nobody recognises is not worth another, perhaps billed, call. */
export const UNKNOWN_ERROR: ErrorRule = {
  reason: 'transient',
  hint: 'The server says no more about it.',
  retryable: false,
};

/** What broke before there was an answer, by the code of the innermost error. */
export const CONNECTION_RULES: readonly ErrorRule[] = [
  {
    reason: 'config',
    codes: [
      ...['ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED'],
      ...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_INVALID_URL'],
    ],
    hint: 'Check baseUrl, and that this machine trusts the certificate of the server.',
  },
  {
    reason: 'timeout',
    codes: ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
    hint: 'Give a fetch whose own limits are higher.',
    retryable: false,
  },
  {
    reason: 'transient',
    codes: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'],
    hint: 'Check baseUrl, and that the server is running.',
  },
];

export const BROKEN_CONNECTION: ErrorRule = {
  reason: 'transient',
  hint: 'Check baseUrl and the network, and send the call again.',
};
