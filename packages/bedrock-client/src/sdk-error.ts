/** What the AWS SDK puts on its errors, of which anything may be missing. */
export interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code: unknown;
  readonly cause: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

/** Anything thrown, looked at as an error of the SDK. */
export function sdkErrorOf(thrown: unknown): SdkError {
  const error: Partial<SdkError> = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const { name, message, code, cause, $metadata, $response } = error;
  return {
    name: typeof name === 'string' ? name : '',
    message: typeof message === 'string' ? message : '',
    code,
    cause,
    ...($metadata && { $metadata }),
    ...($response && { $response }),
  };
}

/** Where the body cannot be read, the response alone has it. */
export function statusOf({ $metadata, $response }: SdkError): number | undefined {
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

/** By name in lower case. */
export function headersOf({ $response }: SdkError): Readonly<Record<string, string>> {
  return $response?.headers ?? {};
}

/** The body as text, where it has been read whole. */
export function bodyOf({ $response }: SdkError): string {
  const body = $response?.body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}
