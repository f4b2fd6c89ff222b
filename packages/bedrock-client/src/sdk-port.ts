import { Readable } from 'node:stream';
import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import type {
  WireConverseRequest,
  WireConverseResponse,
  WireStreamEvent,
} from '@outcrop/converse-mapping';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { Authentication } from './authentication.js';
import type {
  ConversePort,
  Exchange,
  ExchangeOptions,
  SdkClient,
  StreamExchange,
} from './converse-port.js';
import { encodeBody } from './encode-body.js';
import type { CredentialsSource } from './options.js';
import { readEvents } from './read-events.js';

/** What the AWS SDK's client is made of. */
export interface SdkSettings {
  readonly region: string;
  readonly authentication: Authentication;
  readonly endpoint: string | undefined;
  readonly protocol: 'http1' | 'http2';
  readonly connectMs: number;
}

/** The middleware of a command; all commands have the same, whatever their types say. */
type MiddlewareStack = ConverseCommand['middlewareStack'];

/** A port over an AWS SDK client of our own. */
export function createSdkPort(settings: SdkSettings): ConversePort {
  const { region, endpoint, authentication } = settings;
  const client = new BedrockRuntimeClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...authenticationConfig(authentication),
    requestHandler: requestHandler(settings),
  });
  return portOverSdk(client);
}

/** A port over the caller's own client, with its endpoint, credentials and connections as they are. */
export function portOverSdk(client: SdkClient): ConversePort {
  const sdk = client as unknown as BedrockRuntimeClient;
  return {
    converse: (input, options) => converse(sdk, input, options),
    converseStream: (input, options) => converseStream(sdk, input, options),
    region: () => regionOf(sdk),
    close: () => sdk.destroy?.(),
  };
}

async function regionOf(client: BedrockRuntimeClient): Promise<string | undefined> {
  try {
    // A test double may have no configuration, or another one.
    const region: unknown = await client.config?.region?.();
    return typeof region === 'string' ? region : undefined;
  } catch {
    // The call itself fails for the same reason, and says so.
    return undefined;
  }
}

function authenticationConfig(authentication: Authentication): BedrockRuntimeClientConfig {
  // A bearer token in the environment would win over explicit credentials, and an empty one would
  // fail the call (measured on 3.1164): the scheme is always named.
  switch (authentication.kind) {
    case 'bearer':
      return {
        token: { token: authentication.token },
        authSchemePreference: ['httpBearerAuth'],
      };
    case 'credentials': {
      const credentials = named(authentication.credentials);
      return { credentials, authSchemePreference: ['sigv4'] };
    }
    case 'profile':
      return { profile: authentication.profile, authSchemePreference: ['sigv4'] };
    case 'ambient':
      return authentication.hasBearerToken ? {} : { authSchemePreference: ['sigv4'] };
  }
}

/** Credentials whose failure says that it is one of credentials, as the SDK's own sources do. */
function named(credentials: CredentialsSource): CredentialsSource {
  if (typeof credentials !== 'function') return credentials;
  return async () => {
    try {
      return await credentials();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const error = new Error(`The credentials function failed: ${reason}`, { cause });
      throw Object.assign(error, { name: 'CredentialsProviderError' });
    }
  };
}

function requestHandler({ protocol, connectMs }: SdkSettings): NodeHttpHandler | NodeHttp2Handler {
  // The SDK's own default opens a connection for every call.
  if (protocol === 'http2') return new NodeHttp2Handler({ disableConcurrentStreams: false });
  // The SDK's own 50 sockets would hold back the 51st call, and its time limit would run meanwhile.
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };
  return new NodeHttpHandler({
    connectionTimeout: connectMs,
    httpAgent: agent,
    httpsAgent: agent,
  });
}

/** One attempt at a whole answer. */
async function converse(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<Exchange> {
  const command = new ConverseCommand(input as unknown as ConverseCommandInput);
  let answer: WireConverseResponse | undefined;
  ownWire(command.middlewareStack, input, options, async (response) => {
    answer = await readAnswer(response, options.onProgress);
    response.body = new Uint8Array(0);
  });
  const output = await client.send(command, { abortSignal: options.signal });
  // A client that answered without the network, as a test double does, has no body.
  return { output: answer ?? (output as unknown as WireConverseResponse), ...requestIdOf(output) };
}

/** One attempt at a stream: it is there when its head is, before any event. */
async function converseStream(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<StreamExchange> {
  const command = new ConverseStreamCommand(input as unknown as ConverseStreamCommandInput);
  let body: Readable | undefined;
  const stack = command.middlewareStack as unknown as MiddlewareStack;
  ownWire(stack, input, options, async (response) => {
    body = response.body as Readable;
    // The SDK's own reader would hide where a stream breaks off, and wait for its first event.
    response.body = Readable.from([]);
  });
  const output = await client.send(command, { abortSignal: options.signal });
  const events = body ? readEvents(body, options) : eventsOf(output.stream);
  return { events, ...requestIdOf(output) };
}

/** The events of a client that answered without the network, one by one. */
async function* eventsOf(
  stream: AsyncIterable<unknown> | undefined,
): AsyncGenerator<readonly WireStreamEvent[], void, undefined> {
  for await (const event of stream ?? []) yield [event as WireStreamEvent];
}

function requestIdOf(output: {
  readonly $metadata?: { readonly requestId?: string | undefined };
}): {
  readonly requestId?: string;
} {
  const requestId = output.$metadata?.requestId;
  return requestId === undefined ? {} : { requestId };
}

/**
 * Has the SDK sign, resolve the endpoint and read errors, while the JSON of both bodies is ours: the
 * SDK's own serializers drop every member they do not know, both ways.
 *
 * @param onAnswer Takes the body of an answer that is no error, and leaves an empty one.
 */
function ownWire(
  stack: MiddlewareStack,
  input: WireConverseRequest,
  options: ExchangeOptions,
  onAnswer: (response: WireHttpResponse) => Promise<void>,
): void {
  stack.add((next) => (args) => next({ ...args, input: { modelId: input.modelId } as never }), {
    step: 'serialize',
    name: 'outcropPathOnly',
    priority: 'high',
  });
  stack.add(
    (next) => (args) => {
      const { modelId: _, ...members } = input;
      const request = args.request as { body: unknown; headers: Record<string, string> };
      request.body = encodeBody(members);
      request.headers['content-type'] = 'application/json';
      for (const [name, value] of Object.entries(options.headers ?? {})) {
        request.headers[name.toLowerCase()] = value;
      }
      return next(args);
    },
    { step: 'serialize', name: 'outcropBody', priority: 'low' },
  );
  // In place of the SDK's own: there is one retry layer, ours.
  stack.add((next) => (args) => next(args), {
    step: 'finalizeRequest',
    name: 'retryMiddleware',
    priority: 'high',
    override: true,
  });
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      options.onProgress?.();
      const response = result.response as WireHttpResponse;
      if (response.statusCode >= 200 && response.statusCode < 300) await onAnswer(response);
      return result;
    },
    { step: 'deserialize', name: 'outcropAnswer', priority: 'low' },
  );
}

interface WireHttpResponse {
  readonly statusCode: number;
  body: unknown;
}

/** @throws whatever broke the body, with the response on it, as the SDK has it on its errors. */
async function readAnswer(
  response: WireHttpResponse,
  onProgress: (() => void) | undefined,
): Promise<WireConverseResponse> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      onProgress?.();
      chunks.push(chunk);
    }
    return parseAnswer(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw Object.defineProperty(error as Error, '$response', { value: response });
  }
}

function parseAnswer(text: string): WireConverseResponse {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new SyntaxError('Expected a JSON object');
  } catch (error) {
    // Over HTTP/2 a connection that breaks looks like the end of the body.
    if (!text.startsWith('{')) throw error;
    const broken = new Error(`The answer broke off after ${text.length} characters`);
    throw Object.assign(broken, { code: 'ECONNRESET' });
  }
}
