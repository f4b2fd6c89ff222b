import { Readable } from 'node:stream';
import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import type { WireConverseRequest, WireStreamEvent } from '@outcrop/converse-mapping';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { Authentication } from './authentication.js';
import type { ConversePort, ExchangeOptions, SdkClient, StreamExchange } from './converse-port.js';
import { encodeBody } from './encode-body.js';
import type { CredentialsSource } from './options.js';
import { readEvents } from './read-events.js';
import { applyGuardrail, converse, countTokens, invokeModel } from './sdk-operations.js';
import { type OwnWire, ownWire, requestIdOf } from './sdk-wire.js';

/** What the AWS SDK's client is made of. */
export interface SdkSettings {
  readonly region: string;
  readonly authentication: Authentication;
  readonly endpoint: string | undefined;
  readonly protocol: 'http1' | 'http2';
  readonly connectMs: number;
}

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
    countTokens: (input, options) => countTokens(sdk, input, options),
    applyGuardrail: (input, options) => applyGuardrail(sdk, input, options),
    invokeModel: (input, options) => invokeModel(sdk, input, options),
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

/** One attempt at a stream: it is there when its head is, before any event. */
async function converseStream(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<StreamExchange> {
  const { modelId, ...members } = input;
  const command = new ConverseStreamCommand(input as unknown as ConverseStreamCommandInput);
  let body: Readable | undefined;
  const onAnswer: OwnWire['onAnswer'] = async (response) => {
    body = response.body as Readable;
    // The SDK's own reader would hide where a stream breaks off, and wait for its first event.
    response.body = Readable.from([]);
  };
  ownWire(command, { path: { modelId }, body: encodeBody(members), onAnswer }, options);
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
