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

const SLOW_DOWN = 'Send fewer calls at once, or raise the limits of the account.';
const AGAIN = 'Send the call again.';
const LATER = 'Send the call again later.';
const CHANGE = 'Change what the message names.';
const SHORTEN = 'Shorten the conversation, or lower max_tokens, which counts, too.';
const MODEL = 'Set model to one that this address has, and that the key may use.';
const KEY = 'Set apiKey to a key of this service that is valid, and organization to its own.';

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
    codes: ['context_length_exceeded', 'exceed_context_size_error'],
    hint: SHORTEN,
  },
  {
    reason: 'context_overflow',
    statuses: [400, 413, 422, 500],
    text: /maximum context length|context (?:window|length|size).*(?:exceed|overflow|too)|(?:exceeds?|larger than|greater than) the (?:available |maximum )?(?:model )?context|prompt is too long|input (?:is )?too long|context the overflows|context length of only/is,
    hint: SHORTEN,
  },
  {
    reason: 'content_filtered',
    codes: ['content_filter', 'content_policy_violation', 'ResponsibleAIPolicyViolation'],
    hint: 'A filter refused the request: change what it says.',
  },
  {
    reason: 'model_not_found',
    codes: ['model_not_found', 'DeploymentNotFound', 'model_not_supported'],
    hint: MODEL,
  },
  {
    reason: 'model_not_found',
    statuses: [400, 404],
    text: /model\b.{0,200}\b(?:does not exist|not found|not loaded)|does not support the '\/v1\/chat\/completions' API/is,
    hint: MODEL,
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
    hint: LATER,
  },
  {
    reason: 'throttled',
    codes: ['rate_limit_exceeded', 'tokens', 'requests', 'RateLimitReached'],
    hint: SLOW_DOWN,
  },
  {
    reason: 'unsupported',
    codes: ['unsupported_value', 'unsupported_parameter', 'unsupported_country_region_territory'],
    hint: CHANGE,
  },
  { reason: 'authentication', statuses: [401, 407], hint: KEY },
  {
    reason: 'access_denied',
    statuses: [403],
    hint: 'Ask for access to the model, in this region and for this key.',
  },
  { reason: 'model_not_found', statuses: [404, 405], hint: MODEL },
  { reason: 'timeout', statuses: [408], hint: AGAIN },
  { reason: 'throttled', statuses: [429], hint: SLOW_DOWN },
  { reason: 'overloaded', statuses: [503, 529], hint: LATER },
  { reason: 'invalid_request', statuses: [400, 413, 415, 422], hint: CHANGE },
  {
    reason: 'config',
    statuses: [301, 302, 303, 307, 308],
    hint: 'The address leads elsewhere: set baseUrl to that of the API itself.',
  },
  // From 520 on, they are those of a proxy before the server.
  { reason: 'transient', statuses: [409, 425, 500, 502, 504, 520, 522, 524], hint: AGAIN },
  // Errors within a stream have no status.
  {
    reason: 'transient',
    codes: ['server_error', 'internal_error', 'InternalServerError', 'api_error'],
    hint: AGAIN,
  },
  {
    reason: 'invalid_request',
    codes: ['invalid_request_error', 'BadRequestError', 'invalid_value'],
    hint: CHANGE,
  },
];

/** What nobody recognises is not worth another, perhaps billed, call. */
export const UNKNOWN_ERROR: ErrorRule = {
  reason: 'transient',
  hint: 'The server says no more about it.',
  retryable: false,
};

/** What broke before there was an answer, by the words of Node and OpenSSL. */
export const CONNECTION_RULES: readonly ErrorRule[] = [
  {
    reason: 'config',
    text: /certificate|wrong version number/i,
    hint: 'Check baseUrl, and that this machine trusts the certificate of the server.',
  },
  {
    reason: 'timeout',
    codes: ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
    hint: 'Give a fetch whose own limits are higher.',
    retryable: false,
  },
  // Any other.
  {
    reason: 'transient',
    hint: 'Check baseUrl, the network, and that the server is running; then send the call again.',
  },
];
