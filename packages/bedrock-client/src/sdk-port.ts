import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
} from '@aws-sdk/client-bedrock-runtime';
import type { WireConverseRequest, WireConverseResponse } from '@outcrop/converse-mapping';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { Authentication } from './authentication.js';
import type { ConversePort, Exchange, ExchangeOptions, SdkClient } from './converse-port.js';
import { encodeBody } from './encode-body.js';

/** What the AWS SDK's client is made of. */
export interface SdkSettings {
  readonly region: string;
  readonly authentication: Authentication;
  readonly endpoint?: string;
  readonly protocol: 'http1' | 'http2';
  readonly connectMs: number;
}

/** Sockets per client: the SDK's own 50 would hold back the 51st concurrent call. */
const MAX_SOCKETS = 512;

/** A port over an AWS SDK client of our own. Its retries are off: there is one retry layer, ours. */
export function createSdkPort(settings: SdkSettings): ConversePort {
  const client = new BedrockRuntimeClient({
    region: settings.region,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...authenticationConfig(settings.authentication),
    maxAttempts: 1,
    requestHandler: requestHandler(settings),
  });
  return portOverSdk(client);
}

/** A port over the caller's own client, with its retries, endpoint and credentials as they are. */
export function portOverSdk(client: SdkClient): ConversePort {
  const sdk = client as unknown as BedrockRuntimeClient;
  return {
    converse: (input, options) => converse(sdk, input, options),
    region: async () => {
      const region: unknown = await sdk.config?.region?.();
      return typeof region === 'string' ? region : undefined;
    },
    close: () => sdk.destroy?.(),
  };
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
      const { credentials } = authentication;
      return { credentials, authSchemePreference: ['sigv4'] };
    }
    case 'profile':
      return { profile: authentication.profile, authSchemePreference: ['sigv4'] };
    case 'ambient':
      return authentication.bearer ? {} : { authSchemePreference: ['sigv4'] };
  }
}

function requestHandler(settings: SdkSettings): NodeHttpHandler | NodeHttp2Handler {
  if (settings.protocol === 'http2')
    return new NodeHttp2Handler({ disableConcurrentStreams: false });
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return new NodeHttpHandler({
    connectionTimeout: settings.connectMs,
    httpAgent: agent,
    httpsAgent: agent,
  });
}

/**
 * One attempt. The SDK signs, resolves the endpoint and reads errors; the JSON of both bodies is
 * ours, because the SDK's own serializers drop every member they do not know, both ways.
 */
async function converse(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<Exchange> {
  const command = new ConverseCommand(input as unknown as ConverseCommandInput);
  let body: Uint8Array | undefined;
  command.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { modelId: input.modelId } as never }),
    { step: 'serialize', name: 'outcropPathOnly', priority: 'high' },
  );
  command.middlewareStack.add(
    (next) => (args) => {
      const { modelId: _, ...members } = input;
      const request = args.request as { body: unknown; headers: Record<string, string> };
      request.body = encodeBody(members);
      request.headers['content-type'] = 'application/json';
      Object.assign(request.headers, options.headers);
      return next(args);
    },
    { step: 'serialize', name: 'outcropBody', priority: 'low' },
  );
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      options.onProgress?.();
      const response = result.response as { statusCode: number; body: unknown };
      if (response.statusCode >= 200 && response.statusCode < 300) {
        body = await collect(response.body as AsyncIterable<Uint8Array>, options.onProgress);
        response.body = new Uint8Array(0);
      }
      return result;
    },
    { step: 'deserialize', name: 'outcropAnswer', priority: 'low' },
  );
  const output = await client.send(command, { abortSignal: options.signal });
  const requestId = output.$metadata?.requestId;
  return {
    output: body === undefined ? wireOutput(output) : parseBody(body),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** A client that answered without the network, as a test double does. */
function wireOutput(output: ConverseCommandOutput): WireConverseResponse {
  return output as unknown as WireConverseResponse;
}

async function collect(
  body: AsyncIterable<Uint8Array>,
  onProgress: (() => void) | undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    onProgress?.();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBody(body: Uint8Array): WireConverseResponse {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  return JSON.parse(text) as WireConverseResponse;
}
