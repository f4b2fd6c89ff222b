import { lookup } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isProviderError, ProviderError } from '@outcrop/unified-response';
import type { NetworkSettings } from './network-settings.js';
import { isPrivateAddress } from './private-address.js';
import { proxyAgents } from './proxy-agents.js';
import { stoppedError } from './stopped-error.js';
import { TimeLimit } from './time-limit.js';
import { tlsOptions } from './tls-options.js';

export interface ImageLimits {
  readonly maxBytes: number;
  /** For the whole image, redirects included. */
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  /** The way there. */
  readonly network: NetworkSettings;
}

export interface FetchedImage {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

const MAX_REDIRECTS = 3;

/**
 * The image at an address, from a public host unless the limits allow others. A proxy looks up the
 * host itself: a name that cannot be found from here is then for the proxy to judge.
 *
 * @param path Where the address stands in the caller's input.
 * @throws ProviderError `invalid_request` when it cannot be loaded, is too large or no image;
 * `timeout`, or what the signal says when it fired; `config` for a proxy or certificates that cannot
 * be used.
 */
export async function fetchImage(
  address: string,
  path: string,
  limits: ImageLimits,
  signal: AbortSignal,
): Promise<FetchedImage> {
  const { timeoutMs } = limits;
  const limit = new TimeLimit(signal);
  limit.set({ awaited: 'image', milliseconds: timeoutMs, hint: 'Raise images.timeoutMs.' });
  try {
    return await follow(address, limits, limit.signal);
  } catch (error) {
    if (signal.aborted) throw stoppedError(signal.reason, 0);
    if (isProviderError(error)) throw error;
    const isLate = limit.signal.aborted;
    const problem = isLate ? `it takes more than ${timeoutMs} ms` : (error as Error).message;
    throw new ProviderError(`${path}: the image${shown(address)} cannot be loaded: ${problem}`, {
      reason: isLate ? 'timeout' : 'invalid_request',
      retryable: false,
      path,
      hint: 'Load the image yourself and pass it as bytes or as a data URI, or set the images option.',
      provider: 'bedrock',
      cause: error,
    });
  } finally {
    limit.close();
  }
}

async function follow(
  address: string,
  limits: ImageLimits,
  signal: AbortSignal,
): Promise<FetchedImage> {
  let next = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await get(checkedUrl(next, limits), limits, signal);
    if ('data' in answer) return answer;
    next = answer.location;
  }
  throw new Error('it redirects too often');
}

async function get(
  url: URL,
  limits: ImageLimits,
  signal: AbortSignal,
): Promise<FetchedImage | { readonly location: string }> {
  const response = await open(url, limits, signal);
  try {
    const { statusCode = 0, headers } = response;
    const { location, 'content-type': mediaType = '' } = headers;
    if (statusCode >= 300 && statusCode < 400 && location !== undefined) {
      return {
        location: URL.canParse(location, url.href) ? new URL(location, url).href : location,
      };
    }
    if (statusCode !== 200) throw new Error(`the server answered ${statusCode}`);
    if (!/^(image\/|application\/octet-stream|binary\/octet-stream)/i.test(mediaType)) {
      throw new Error(`it is of type ${JSON.stringify(mediaType)}, not an image`);
    }
    return { data: await readAtMost(response, limits.maxBytes), mediaType };
  } finally {
    response.destroy();
  }
}

function checkedUrl(address: string, { allowPrivate }: ImageLimits): URL {
  if (!URL.canParse(address)) throw new Error('its address is no URL');
  const url = new URL(address);
  const protocols = allowPrivate ? ['https:', 'http:'] : ['https:'];
  if (!protocols.includes(url.protocol)) {
    throw new Error(`only ${protocols.join(' and ')} addresses are loaded`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that is an address is not looked up, so it is judged here.
  if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) {
    throw isPrivate();
  }
  return url;
}

async function open(url: URL, limits: ImageLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const send = isSecure ? httpsRequest : httpRequest;
  const tls = tlsOptions(limits.network);
  const proxy = proxyTo(url, limits);
  if (proxy && !limits.allowPrivate) await judgeName(url.hostname);
  const agents = proxy && (await proxyAgents(proxy, {}, tls, limits.timeoutMs));
  const options = {
    ...tls,
    signal,
    // A connection of its own: one that stands already would not be looked up and judged again.
    agent: (isSecure ? agents?.httpsAgent : agents?.httpAgent) ?? false,
    headers: { accept: 'image/*' },
    ...(limits.allowPrivate ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    send(url, options, resolve).on('error', reject).end();
  });
}

function proxyTo({ protocol, hostname, port }: URL, { network }: ImageLimits): URL | undefined {
  return network.proxyFor({ protocol, hostname, ...(port !== '' && { port: Number(port) }) });
}

async function judgeName(hostname: string): Promise<void> {
  const addresses = await lookupAll(hostname, { all: true }).catch(() => []);
  if (addresses.some(({ address }) => isPrivateAddress(address))) throw isPrivate();
}

function isPrivate(): Error {
  return new Error('its address is private');
}

/** Judges the addresses that the connection will really use, so that no name can point inside. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => !isPrivateAddress(address));
    const [first] = open;
    if (!first) return callback(isPrivate(), []);
    if (options.all) return callback(null, open);
    return callback(null, first.address, first.family);
  });
};

async function readAtMost(
  response: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`it exceeds ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The address as an error may show it: a query may hold a signature. */
function shown(address: string): string {
  if (!URL.canParse(address)) return '';
  const { origin, pathname } = new URL(address);
  return ` ${origin}${pathname}`;
}
