import type { JsonObject } from './json.js';
import type { WireResponse } from './wire-exchange.js';

const BEDROCK = 'http://internal.amazon.com/coral/com.amazon.bedrock/';
const CORAL = 'http://internal.amazon.com/coral/com.amazon.coral.service/';

interface ExceptionFacts {
  readonly status: number;
  /** What follows the name in `x-amzn-errortype`. */
  readonly namespace: string;
  /** The text when none is given: the service's own where one is known. */
  readonly message: string;
}

function bedrock(status: number, message: string): ExceptionFacts {
  return { status, namespace: BEDROCK, message };
}

function coral(status: number, message: string): ExceptionFacts {
  return { status, namespace: CORAL, message };
}

/**
 * Status codes from the service model (2023-09-30) for Bedrock's own exceptions, and as observed
 * for those that the AWS front end answers with before the service sees the request.
 */
const EXCEPTIONS: Readonly<Record<string, ExceptionFacts>> = {
  ValidationException: bedrock(400, 'The provided model identifier is invalid.'),
  ServiceQuotaExceededException: bedrock(400, 'Your request exceeds the service quota.'),
  ConflictException: bedrock(400, 'Error occurred because of a conflict.'),
  AccessDeniedException: bedrock(
    403,
    "You don't have access to the model with the specified model ID.",
  ),
  ResourceNotFoundException: bedrock(404, 'The specified resource ARN was not found.'),
  ModelTimeoutException: bedrock(408, 'The model took too long to process the request.'),
  ModelErrorException: bedrock(
    424,
    'Model produced invalid sequence as part of ToolUse. Please refer to the model tool use troubleshooting guide.',
  ),
  ModelStreamErrorException: bedrock(424, 'The model ended the stream with an error.'),
  ThrottlingException: bedrock(
    429,
    'Too many requests, please wait before trying again. You have sent too many requests.  Wait before trying again.',
  ),
  ModelNotReadyException: bedrock(429, 'The model is not ready to serve inference requests.'),
  InternalServerException: bedrock(
    500,
    'The system encountered an unexpected error during processing. Try your request again.',
  ),
  ServiceUnavailableException: bedrock(503, 'Bedrock is unable to process your request.'),

  UnknownOperationException: coral(404, 'No operation has this method and path.'),
  SerializationException: coral(400, 'The request body is not JSON.'),
  MissingAuthenticationTokenException: coral(403, 'Missing Authentication Token'),
  IncompleteSignatureException: coral(
    403,
    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.",
  ),
  InvalidSignatureException: coral(
    403,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ),
  UnrecognizedClientException: coral(403, 'The security token included in the request is invalid.'),
  ExpiredTokenException: coral(403, 'The security token included in the request is expired'),
};

/** What an {@link AwsError} may carry besides its name and message. */
export interface AwsErrorDetails {
  /** HTTP status; by default the one that belongs to the exception, 400 for an unknown name. */
  readonly status?: number;
  /** Further response headers, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body, such as `originalStatusCode` of a ModelErrorException. */
  readonly members?: JsonObject;
  /** The member the message is in: the bearer check of the real front end writes `Message`. */
  readonly messageMember?: 'message' | 'Message';
}

/** An answer in the form of AWS's REST-JSON errors. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;

  constructor(exception: string, message?: string, details: AwsErrorDetails = {}) {
    const known = Object.hasOwn(EXCEPTIONS, exception) ? EXCEPTIONS[exception] : undefined;
    const facts = known ?? bedrock(400, exception);
    super(message ?? facts.message);
    this.name = exception;
    this.status = details.status ?? facts.status;
    this.headers = {
      'x-amzn-errortype': `${exception}:${facts.namespace}`,
      ...details.headers,
    };
    this.body = { [details.messageMember ?? 'message']: this.message, ...details.members };
  }
}

/** An error as the response it is sent as. */
export function errorResponse({ status, headers, body }: AwsError): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
