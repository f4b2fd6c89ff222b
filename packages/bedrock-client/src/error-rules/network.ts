import type { ErrorRule, Found } from './error-rule.js';

const fromBetween = ({ page }: Found): string =>
  `${page ? `A page “${page}”` : 'Something other than Bedrock'} answered: check proxy and endpoint.`;

/** An answer in another format is of something in between; its status still says what may pass. */
export const PAGE_RULES: readonly ErrorRule[] = [
  { reason: 'transient', names: ['SyntaxError'], statuses: [500, 502, 504], hint: fromBetween },
  { reason: 'overloaded', names: ['SyntaxError'], statuses: [503, 529], hint: fromBetween },
  { reason: 'throttled', names: ['SyntaxError'], statuses: [429], hint: fromBetween },
  { reason: 'access_denied', names: ['SyntaxError'], statuses: [403], hint: fromBetween },
  { reason: 'authentication', names: ['SyntaxError'], statuses: [401, 407], hint: fromBetween },
  { reason: 'config', names: ['SyntaxError'], statuses: [404], hint: fromBetween },
  {
    reason: 'transient',
    names: ['SyntaxError'],
    statuses: [200],
    hint: fromBetween,
    retryable: false,
  },
  { reason: 'transient', names: ['NoEventStream'], hint: fromBetween, retryable: false },
];

const BROKEN = /socket hang up|ECONNRESET|connection|http2 request did not get a response/i;

/** Connections, proxies and certificates. */
export const NETWORK_RULES: readonly ErrorRule[] = [
  {
    reason: 'authentication',
    names: ['ProxyError'],
    text: /HTTP 407/,
    hint: 'Put user and password into the address of the proxy: http://user:password@host:port, with percent-encoded signs.',
  },
  {
    reason: 'access_denied',
    names: ['ProxyError'],
    text: /HTTP 4\d\d/,
    hint: 'The proxy lets nobody through to this host: ask for it to be allowed, or name the host in NO_PROXY.',
  },
  {
    reason: 'config',
    text: /certificate's altnames|ERR_TLS_CERT_ALTNAME_INVALID/i,
    hint: 'The endpoint has a certificate for another name: check endpoint, and the DNS name of a VPC endpoint.',
  },
  {
    reason: 'config',
    text: /certificate|self.signed/i,
    hint: 'Something in between signs with a certificate of its own: give it as ca, or set NODE_EXTRA_CA_CERTS.',
  },
  {
    reason: 'config',
    text: /wrong version number|EPROTO/,
    hint: 'The other side speaks no TLS: check whether endpoint, or the proxy, begins with http:// instead.',
  },
  {
    reason: 'config',
    text: /HPE_INVALID/,
    hint: "The endpoint speaks no HTTP/1.1: check it, or use protocol: 'http2'.",
  },
  {
    reason: 'config',
    text: /^region is missing/i,
    hint: 'Give your BedrockRuntimeClient a region.',
  },
  {
    reason: 'transient',
    text: /ENOTFOUND|EAI_AGAIN/,
    hint: 'The host cannot be found: check region and endpoint. Where only a proxy finds hosts, set HTTPS_PROXY or proxy.',
  },
  {
    reason: 'transient',
    names: ['ProxyError'],
    hint: 'Check the address of the proxy, or switch it off with proxy: false.',
  },
  {
    reason: 'incomplete_stream',
    text: /stream ended without completing a message/i,
    hint: 'The stream broke off: send the call again.',
  },
  {
    reason: 'incomplete_stream',
    names: ['FrameError'],
    hint: 'The stream was damaged on its way: check network and proxy.',
    retryable: true,
  },
  {
    reason: 'transient',
    names: ['TimeoutError'],
    text: BROKEN,
    hint: 'The connection broke: check network, proxy and endpoint.',
  },
  {
    reason: 'timeout',
    names: ['TimeoutError'],
    hint: 'Raise timeout, or timeouts.firstByteMs.',
    retryable: false,
  },
  {
    reason: 'transient',
    text: /ERR_HTTP2|HTTP\/2 stream is abnormally aborted|frame type id \d+|destroyed session|pending stream has been cancell?ed/i,
    hint: "The connection broke. If it does so each time, the endpoint speaks no HTTP/2: use protocol: 'http1'.",
  },
  {
    reason: 'transient',
    text: /ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|socket hang up|http2 request did not get a response/i,
    hint: 'The endpoint cannot be reached: check network, proxy, region and endpoint.',
  },
];
