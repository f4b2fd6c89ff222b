import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { CallSignal } from '@outcrop/provider-registry';
import {
  type ContentBlock,
  isProviderError,
  ProviderError,
  type UnifiedMessage,
} from '@outcrop/unified-response';
import { isPrivateAddress } from './private-address.js';
import { abortError, TimeLimit, timeoutError } from './time-limit.js';

/** How images that are given by address are loaded. */
export interface ImageLoading {
  /** Bytes of one image. Default 3,932,160: what Bedrock takes, 5 MB as base64. */
  readonly maxBytes?: number;
  /** Milliseconds for one image, redirects included. Default 10,000. */
  readonly timeoutMs?: number;
  /** Also load from loopback, private and link-local addresses, and over plain http. Default false. */
  readonly allowPrivate?: boolean;
}

const MAX_BYTES = 3_932_160;
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 3;

interface Limits {
  readonly maxBytes: number;
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

/**
 * The messages with the bytes of every image that came as an address; each address is loaded once.
 * @throws ProviderError `invalid_request` when an image cannot be loaded, is too large or no image.
 */
export async function loadImages(
  messages: readonly UnifiedMessage[],
  loading: ImageLoading = {},
  signal?: CallSignal,
): Promise<readonly UnifiedMessage[]> {
  if (!messages.some((message) => message.content.some(needsLoading))) return messages;
  const limit = new TimeLimit(signal);
  const timeoutMs = loading.timeoutMs ?? TIMEOUT_MS;
  limit.set(timeoutMs, () => timeoutError('image', timeoutMs, 'Raise images.timeoutMs.'));
  const limits: Limits = {
    maxBytes: loading.maxBytes ?? MAX_BYTES,
    allowPrivate: loading.allowPrivate ?? false,
    signal: limit.signal,
  };
  const loaded = new Map<string, Promise<LoadedImage>>();
  const load = (url: string, path: string): Promise<LoadedImage> => {
    const image = loaded.get(url) ?? fetchImage(url, path, limits, MAX_REDIRECTS);
    loaded.set(url, image);
    return image;
  };
  try {
    return await Promise.all(
      messages.map(async (message, at) => ({
        ...message,
        content: await loadAll(message.content, `messages[${at}].content`, load),
      })),
    );
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    const { reason } = limit.signal;
    throw isProviderError(reason) ? reason : abortError(reason);
  } finally {
    limit.close();
  }
}

interface LoadedImage {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

type Load = (url: string, path: string) => Promise<LoadedImage>;

function needsLoading(block: ContentBlock): boolean {
  if (block.type === 'image') return block.imageUrl !== undefined && !block.data && !block.dataUri;
  if (block.type !== 'tool_result' || !Array.isArray(block.output)) return false;
  return block.output.some((item: unknown) => isBlock(item) && needsLoading(item));
}

function isBlock(value: unknown): value is ContentBlock {
  return typeof value === 'object' && value !== null && 'type' in value;
}

async function loadAll(
  content: readonly ContentBlock[],
  path: string,
  load: Load,
): Promise<ContentBlock[]> {
  return Promise.all(
    content.map(async (block, at) => {
      if (!isBlock(block) || !needsLoading(block)) return block;
      const place = `${path}[${at}]`;
      if (block.type === 'image') {
        const { data, mediaType } = await load(block.imageUrl ?? '', place);
        return { ...block, data, mediaType };
      }
      if (block.type !== 'tool_result') return block;
      const output = await loadAll(block.output as ContentBlock[], `${place}.output`, load);
      return { ...block, output };
    }),
  );
}

async function fetchImage(
  address: string,
  path: string,
  limits: Limits,
  redirects: number,
): Promise<LoadedImage> {
  const url = parseAddress(address, path, limits);
  const response = await open(url, path, limits);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    response.destroy();
    if (redirects === 0) throw failure(url, path, 'it redirects too often');
    return fetchImage(new URL(headers.location, url).href, path, limits, redirects - 1);
  }
  const mediaType = headers['content-type'] ?? '';
  if (statusCode !== 200) {
    response.destroy();
    throw failure(url, path, `the server answered ${statusCode}`);
  }
  if (!/^(image\/|application\/octet-stream|binary\/octet-stream)/i.test(mediaType)) {
    response.destroy();
    throw failure(url, path, `it is of type ${JSON.stringify(mediaType)}, not an image`);
  }
  return { data: await readAtMost(response, url, path, limits), mediaType };
}

function parseAddress(address: string, path: string, limits: Limits): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw failure(undefined, path, 'its address is no URL');
  }
  const allowed = limits.allowPrivate ? ['https:', 'http:'] : ['https:'];
  if (!allowed.includes(url.protocol)) {
    throw failure(url, path, `only ${allowed.join(' and ')} addresses are loaded`);
  }
  return url;
}

function open(url: URL, path: string, limits: Limits): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that is an address is not looked up, so it is judged here.
  if (!limits.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) {
    return Promise.reject(failure(url, path, 'its address is private'));
  }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        signal: limits.signal,
        headers: { accept: 'image/*' },
        ...(limits.allowPrivate ? {} : { lookup: publicLookup }),
      },
      resolve,
    );
    request.on('error', (error) => reject(failure(url, path, error.message, error)));
    request.end();
  });
}

/** Judges the addresses that the connection will really use, so that no name can point inside. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => !isPrivateAddress(address));
    const [first] = open;
    if (!first) return callback(new Error('its address is private'), []);
    if (options.all) return callback(null, open);
    return callback(null, first.address, first.family);
  });
};

async function readAtMost(
  response: IncomingMessage,
  url: URL,
  path: string,
  limits: Limits,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limits.maxBytes) throw failure(url, path, `it exceeds ${limits.maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw failure(url, path, (error as Error).message, error);
  }
  const bytes = Buffer.concat(chunks);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function failure(
  url: URL | undefined,
  path: string,
  problem: string,
  cause?: unknown,
): ProviderError {
  // The query may hold a signature.
  const shown = url ? ` ${url.origin}${url.pathname}` : '';
  return new ProviderError(`${path}: the image${shown} cannot be loaded: ${problem}`, {
    reason: 'invalid_request',
    path,
    hint: 'Load the image yourself and pass it as bytes or as a data URI, or set the images option.',
    provider: 'bedrock',
    ...(cause === undefined ? {} : { cause }),
  });
}
