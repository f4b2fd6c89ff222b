import type { ErrorReason } from '@outcrop/unified-response';

/** How an error is recognised, what it means and what helps. The first row that fits decides. */
export interface ErrorRule {
  readonly reason: ErrorReason;
  /** Exception names; in streams they come in lower camel case, which counts as the same. */
  readonly names?: readonly string[];
  /** HTTP statuses. */
  readonly statuses?: readonly number[];
  /** A text that the message contains, with straight apostrophes. */
  readonly text?: RegExp;
  readonly hint?: string;
  /** Default: what the reason says. */
  readonly retryable?: boolean;
  /** Whether other ids of the model are worth suggesting. */
  readonly suggestModels?: boolean;
}

const SIGN_IN =
  'Check key, secret and session token: they must belong together and to this partition.';
const REFRESH =
  'Refresh the credentials; for an SSO profile run: aws sso login --profile <profile>.';

/**
 * Names and statuses stand before texts: "Too many tokens, please wait" is a throttle, not an
 * overflow. Sources: the service model (names, statuses), texts as users reported them with their
 * causes (GitHub issues of 2023 to 2026), the AWS SDK 3.1164's own error names.
 */
export const ERROR_RULES: readonly ErrorRule[] = [
  {
    reason: 'throttled',
    names: ['ThrottlingException'],
    text: /per day/i,
    hint: "The day's quota is used up: use another region or profile, or raise the quota.",
    retryable: false,
  },
  {
    reason: 'throttled',
    names: [
      'ThrottlingException',
      'TooManyRequestsException',
      'RequestThrottled',
      'LimitExceededException',
    ],
    hint: 'Slow down, lower max_tokens (it is reserved against the quota), use a cross-region profile, or raise the quota.',
  },
  {
    reason: 'overloaded',
    names: ['ModelNotReadyException'],
    hint: 'The model is being made ready: wait a little and send the call again.',
  },
  {
    reason: 'overloaded',
    names: ['ServiceUnavailableException'],
    hint: 'Bedrock is overloaded: wait and send the call again, or use another region.',
  },
  {
    reason: 'context_overflow',
    names: ['ValidationException'],
    text: /input is too long for requested model|prompt is too long|input length and `?max_tokens`? exceed context limit|too many total text bytes|maximum context length is \d+ tokens/i,
    hint: 'Shorten the conversation or lower max_tokens.',
  },
  {
    reason: 'model_not_found',
    names: ['ValidationException'],
    text: /on-demand throughput isn't supported/i,
    hint: 'The model is served through an inference profile only: use one of the suggested ids.',
    suggestModels: true,
  },
  {
    reason: 'model_not_found',
    names: ['ValidationException'],
    text: /provided model identifier is invalid/i,
    hint: 'Check the id, its prefix and suffix, and that the model is served in this region.',
    suggestModels: true,
  },
  {
    reason: 'model_not_found',
    names: ['ResourceNotFoundException'],
    text: /marked by provider as legacy|end of its life/i,
    hint: 'The model is retired: choose its successor.',
  },
  {
    reason: 'model_not_found',
    names: ['ResourceNotFoundException'],
    hint: 'Check the id or ARN and its region.',
    suggestModels: true,
  },
  {
    reason: 'model_not_found',
    text: /reached the end of its life/i,
    hint: 'The model is retired: choose its successor.',
  },
  {
    reason: 'unsupported',
    text: /did not allow prompt caching/i,
    hint: 'Take the cache points out, or use a model that caches.',
  },
  {
    reason: 'access_denied',
    names: ['AccessDeniedException'],
    text: /aws-marketplace/i,
    hint: 'An administrator has to accept the model agreement once: aws bedrock create-foundation-model-agreement.',
  },
  {
    reason: 'authentication',
    names: ['AccessDeniedException', 'Forbidden'],
    text: /api key is valid|authentication failed/i,
    hint: 'Check the Bedrock API key: its region, and whether it has expired.',
  },
  {
    reason: 'access_denied',
    names: ['AccessDeniedException'],
    hint: 'Request access to the model in this region, and allow bedrock:InvokeModel to the caller.',
  },
  {
    reason: 'authentication',
    names: ['ExpiredTokenException', 'ExpiredToken', 'TokenProviderError'],
    hint: REFRESH,
  },
  {
    reason: 'authentication',
    names: ['InvalidSignatureException'],
    text: /signature expired|not yet current/i,
    hint: "Set this machine's clock.",
    // The SDK has read the service's time off the refusal and signs the next attempt with it.
    retryable: true,
  },
  {
    reason: 'authentication',
    names: [
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'MissingAuthenticationTokenException',
      'IncompleteSignatureException',
      'InvalidClientTokenId',
    ],
    hint: SIGN_IN,
  },
  {
    reason: 'authentication',
    names: ['CredentialsProviderError'],
    text: /sso/i,
    hint: REFRESH,
  },
  {
    reason: 'authentication',
    names: ['CredentialsProviderError', 'AuthenticationError'],
    hint: 'Give credentials, a profile or an apiKey, or set up the default chain (aws configure).',
  },
  {
    reason: 'authentication',
    text: /could not load credentials|could not be signed|credential object is not valid/i,
    hint: 'Give credentials, a profile or an apiKey, or set up the default chain (aws configure).',
  },
  {
    reason: 'throttled',
    names: ['ServiceQuotaExceededException'],
    hint: 'A quota of the account is used up: raise it, or wait until it is renewed.',
    retryable: false,
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
    hint: 'Send the call again; if it fails again, look at the tool inputs.',
  },
  {
    reason: 'model_not_found',
    names: ['UnknownOperationException'],
    hint: 'Check the endpoint: it is not a Bedrock Runtime endpoint, or the model id is not encoded.',
  },
  {
    reason: 'invalid_request',
    names: ['ValidationException', 'ConflictException', 'SerializationException'],
  },
  {
    reason: 'transient',
    names: ['TimeoutError'],
    text: /socket hang up|ECONNRESET|connection|http2 request did not get a response/i,
    hint: 'The connection broke: check network, proxy and endpoint.',
  },
  {
    reason: 'timeout',
    names: ['TimeoutError'],
    hint: 'Raise timeout, or timeouts.firstByteMs.',
    retryable: false,
  },
  { reason: 'throttled', statuses: [429], hint: 'Slow down, or raise the quota.' },
  {
    reason: 'overloaded',
    statuses: [503, 529],
    hint: 'The service is overloaded: wait and send the call again.',
  },
  { reason: 'transient', statuses: [500, 502, 504], hint: 'Send the call again.' },
  { reason: 'authentication', statuses: [401, 407], hint: SIGN_IN },
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
  { reason: 'invalid_request', statuses: [400, 413, 422] },
  {
    reason: 'transient',
    names: ['SyntaxError'],
    statuses: [200],
    hint: 'Something between here and Bedrock answered: check proxy and endpoint.',
    retryable: false,
  },
  {
    reason: 'config',
    statuses: [301, 302, 303, 307, 308],
    hint: 'The endpoint leads elsewhere: set endpoint to the address of Bedrock Runtime itself.',
  },
  {
    reason: 'config',
    text: /^region is missing/i,
    hint: 'Give your BedrockRuntimeClient a region.',
  },
  {
    reason: 'config',
    text: /certificate|self.signed/i,
    hint: 'A proxy in between signs with a certificate of its own: set NODE_EXTRA_CA_CERTS.',
  },
  {
    reason: 'config',
    text: /HPE_INVALID/,
    hint: "The endpoint speaks no HTTP/1.1: check it, or use protocol: 'http2'.",
  },
  {
    reason: 'transient',
    text: /ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|socket hang up|http2 request did not get a response/i,
    hint: 'The endpoint cannot be reached: check network, proxy, region and endpoint.',
  },
  {
    reason: 'transient',
    text: /ERR_HTTP2|HTTP\/2 stream is abnormally aborted|frame type id \d+|destroyed session/i,
    hint: "The connection broke. If it does so each time, the endpoint speaks no HTTP/2: use protocol: 'http1'.",
  },
];

/** What nobody recognises is not worth another, perhaps billed, attempt. */
export const UNKNOWN_ERROR: ErrorRule = { reason: 'transient', retryable: false };
