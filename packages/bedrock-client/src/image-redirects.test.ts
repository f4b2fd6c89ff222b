import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { fetchImage } from './fetch-image.js';
import { caughtError } from './testing/caught-error.js';
import { http1Server } from './testing/server.js';

// For this file 127.0.0.1 is a public host that speaks https, and all others are private: what is
// proved is that every step of a redirection is judged like the first.
vi.mock('./private-address.js', () => ({
  isPrivateAddress: (address: string) => address !== '127.0.0.1',
}));
vi.mock('node:https', () => ({
  request: (
    url: URL,
    options: RequestOptions,
    onResponse: (response: IncomingMessage) => void,
  ): ClientRequest => request(url.href.replace('https:', 'http:'), options, onResponse),
}));

const network = {
  proxyFor: () => undefined,
  certificates: () => undefined,
  rejectUnauthorized: true,
};
const LIMITS = { maxBytes: 100, timeoutMs: 5000, allowPrivate: false, network };
const IMAGE = { 'content-type': 'image/png' };

async function fetchVia(location: (port: string) => string): Promise<unknown> {
  const server = await http1Server((request, response) => {
    if (request.url === '/image') response.writeHead(200, IMAGE).end('bytes');
    else response.writeHead(302, { location: location(new URL(server.url).port) }).end();
  });
  const address = `${server.url.replace('http:', 'https:')}/start`;
  return fetchImage(address, 'here', LIMITS, new AbortController().signal);
}

describe('a redirection', () => {
  it('to a public host is followed', async () => {
    const image = await fetchVia((port) => `https://127.0.0.1:${port}/image`);
    expect(image).toEqual({ data: new Uint8Array(Buffer.from('bytes')), mediaType: 'image/png' });
  });

  it.each<[to: string, location: (port: string) => string, problem: string]>([
    ['a private address', (port) => `https://127.0.0.2:${port}/image`, 'its address is private'],
    ['a private IPv6 address', (port) => `//[::1]:${port}/image`, 'its address is private'],
    ['plain http', (port) => `http://127.0.0.1:${port}/image`, 'only https: addresses are loaded'],
    ['a file', () => 'file:///image', 'only https: addresses are loaded'],
  ])('to %s is not followed', async (_, location, problem) => {
    const error = await caughtError(fetchVia(location));
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'here' });
    expect(error.message).toContain(problem);
  });
});
