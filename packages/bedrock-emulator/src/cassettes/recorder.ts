import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { EmulatorCredentials } from '../authentication.js';
import { AwsError } from '../aws-error.js';
import type { Delivery, DeliveryStep } from '../delivery/delivery.js';
import { signedHeaders } from '../sigv4-signing.js';
import type { WireRequest } from '../wire-exchange.js';
import type { Cassette } from './cassette.js';
import { cassetteOf } from './make-cassette.js';

/** Where requests go on to, and who gets what is answered. */
export interface RecordOptions {
  /** Such as `https://bedrock-runtime.us-east-1.amazonaws.com`. */
  readonly endpoint: string;
  /** Gets each exchange before its last byte is answered; one that it throws for is broken off. */
  readonly onRecord: (cassette: Cassette) => void | Promise<void>;
  /**
   * Signs the requests anew: a signature is for one host only. Callers are then checked as ever.
   * @defaultValue requests go on with the authorization they came with, unchecked
   */
  readonly credentials?: EmulatorCredentials;
}

/** Who asks, on whose behalf. */
export interface Forwarding {
  readonly region: string;
  readonly now: Date;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** Headers of one connection, those the next one gets anew, and what would compress the answer. */
const NOT_FORWARDED = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

function forwarded(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => !name.startsWith(':') && !NOT_FORWARDED.has(name),
  );
  return Object.fromEntries(kept);
}

async function send(
  request: WireRequest,
  { endpoint, credentials }: RecordOptions,
  { region, now, signal }: Forwarding,
): Promise<IncomingMessage> {
  const { protocol, hostname, port, host, pathname } = new URL(endpoint);
  const target = `${pathname.replace(/\/$/, '')}${request.target}`;
  const headers = credentials
    ? signedHeaders({ ...request, target }, host, { credentials, region, now })
    : request.headers;
  const start = protocol === 'http:' ? requestHttp : requestHttps;
  const outgoing = start({
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    method: request.method,
    path: target,
    headers: { ...forwarded(headers), 'content-length': request.body.byteLength },
    signal,
  });
  outgoing.end(request.body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return incoming;
}

function responseHeaders({ headers }: IncomingMessage): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const kept = texts.filter(([name]) => name !== 'connection' && name !== 'transfer-encoding');
  return Object.fromEntries(kept);
}

/**
 * Passes a request on to an endpoint, and its answer back as it comes.
 *
 * @throws AwsError with status 502 when the endpoint cannot be reached.
 */
export async function recordedDelivery(
  request: WireRequest,
  options: RecordOptions,
  forwarding: Forwarding,
): Promise<Delivery> {
  const incoming = await send(request, options, forwarding).catch((error: Error) => {
    throw new AwsError(
      'EmulatorRecordException',
      `The emulator cannot reach ${options.endpoint}: ${error.message}`,
      { status: 502 },
    );
  });
  const status = incoming.statusCode ?? 502;
  const headers = responseHeaders(incoming);

  async function* steps(): AsyncGenerator<DeliveryStep> {
    yield { kind: 'head' };
    const chunks: Uint8Array[] = [];
    for await (const bytes of incoming) {
      chunks.push(bytes as Uint8Array);
      yield { kind: 'write', bytes: bytes as Uint8Array };
    }
    await options.onRecord(cassetteOf(request, { status, headers, body: Buffer.concat(chunks) }));
    yield { kind: 'end' };
  }
  return { status, headers, body: '', steps: steps() };
}
