import { ReadableStream } from 'node:stream/web';
import type { OpenAI } from 'openai';
import type { ChatBody } from './chat-body.js';
import { asked } from './credentials-error.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './settings.js';
import { signedFetch } from './signed-fetch.js';
import type { WireChunk } from './wire.js';

/** How a call is sent, once. */
export interface Transport {
  /** The answer, as soon as its head is there. @throws the SDK's errors */
  post(
    body: ChatBody & { readonly stream: boolean },
    headers: Readonly<Record<string, string>> | undefined,
    signal: AbortSignal,
  ): Promise<Response>;
  /** The chunks of a streamed answer, by the SDK's own reader of server-sent events. */
  chunks(
    response: Response,
    body: AsyncGenerator<Uint8Array, void, undefined>,
  ): AsyncIterable<WireChunk>;
}

/** The longest that a timer can wait: limits of time are ours. */
const NEVER_MS = 2_147_483_647;

/**
 * The official client. It is loaded when the first call is made, retries nothing (its waits cannot
 * be aborted, and it sends a call again when a quota is used up), logs nothing, and is told all that
 * it would read from the environment.
 */
export async function createTransport(settings: Settings, secrets: Secrets): Promise<Transport> {
  const [sdk, { Stream }] = await Promise.all([import('openai'), import('openai/streaming')]);
  const { options, preset, baseUrl } = settings;
  const { organization = null, project = null, deployment, apiVersion, credentials } = options;
  const { apiKey, region = '' } = options;
  if (typeof apiKey === 'string') secrets.add(apiKey);
  const key = typeof apiKey === 'function' ? keyGetter(apiKey, secrets) : apiKey || 'none';
  const { signingName } = preset;
  const fetch = options.fetch ?? globalThis.fetch;
  const isOwnHeader = preset.keyHeader === 'api-key' && typeof apiKey === 'string';
  const shared = {
    ...{ organization, project, webhookSecret: null, maxRetries: 0, timeout: NEVER_MS },
    logLevel: 'off',
    defaultHeaders: {
      ...((isOwnHeader || !apiKey) && { Authorization: null }),
      ...(isOwnHeader && { 'api-key': apiKey }),
      ...options.headers,
    },
    fetch:
      credentials && signingName
        ? signedFetch(fetch, { credentials, region, service: signingName }, secrets)
        : fetch,
  } as const;
  const client = isDeploymentApi(settings)
    ? new sdk.AzureOpenAI({
        ...shared,
        baseURL: baseUrl.includes('/openai') ? baseUrl : `${baseUrl}/openai`,
        apiVersion: apiVersion ?? preset.apiVersion,
        deployment,
        ...(typeof key === 'function'
          ? { apiKey: '', azureADTokenProvider: key }
          : { apiKey: key }),
      })
    : new sdk.OpenAI({ ...shared, baseURL: baseUrl, apiKey: key });
  return {
    post: (body, headers, signal) =>
      client.chat.completions
        // Servers have fields of their own, which OpenAI's types do not know.
        .create(body as unknown as OpenAI.ChatCompletionCreateParamsStreaming, {
          signal,
          ...(headers && { headers }),
        })
        .asResponse(),
    chunks: ({ headers }, body) => {
      const timed = { headers, body: ReadableStream.from(body) } as unknown as Response;
      // Its controller is told of who leaves early; leaving closes the body by itself.
      return Stream.fromSSEResponse<WireChunk>(timed, new AbortController(), client);
    },
  };
}

/** Azure's API by deployments has versions; the one behind `/openai/v1` is OpenAI's own. */
function isDeploymentApi({ preset, baseUrl }: Settings): boolean {
  return preset.apiVersion !== undefined && !/\/openai\/v1$/.test(baseUrl);
}

function keyGetter(get: () => Promise<string>, secrets: Secrets): () => Promise<string> {
  return async () => {
    const key = await asked('apiKey', get);
    secrets.add(key);
    return key;
  };
}
