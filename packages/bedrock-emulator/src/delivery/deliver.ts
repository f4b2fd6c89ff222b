import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connections.js';
import type { NodeResponse } from '../http-exchange.js';
import type { ConnectionBreak, Delivery, DeliveryStep } from './delivery.js';
import { http2ErrorNumber } from './http2-error-code.js';

/** Where a delivery goes. */
export interface Destination {
  readonly response: NodeResponse;
  readonly connection: Connection;
  /** Aborted when the exchange is over: the client went away, or the emulator closed. */
  readonly signal: AbortSignal;
  /** Called before the step that ends the exchange. */
  readonly onEnd: () => void;
  /** The value of the `date` header: the AWS SDK corrects its clock by it. */
  readonly date: () => string;
}

/** Node's timers cannot wait longer; this is 24 days. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** The steps after which there is more to come. */
const GOES_ON: ReadonlySet<DeliveryStep['kind']> = new Set(['head', 'write', 'wait']);

/** HTTP/2 has no such headers, and Node refuses to send them (RFC 9113, section 8.2.2). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

function writeHead({ status, headers }: Delivery, { response, date }: Destination): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries({ date: date(), ...headers })) {
    if ('stream' in response && CONNECTION_HEADERS.has(name.toLowerCase())) continue;
    response.setHeader(name, value);
  }
}

/** Node declares the two responses apart; the methods used here are the same in both. */
function both(response: NodeResponse): ServerResponse {
  return response as ServerResponse;
}

/** Without this, Node keeps the head until the first byte of the body. */
function flushHead(response: NodeResponse): void {
  if (!response.headersSent) both(response).flushHeaders();
}

/** A write failed: the client is gone, even if its connection has not said so yet. */
export class ClientGoneError extends Error {
  override readonly name: string = 'ClientGoneError';
}

function write(response: NodeResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    both(response).write(bytes, (cause) => {
      if (cause) reject(new ClientGoneError('The client is gone', { cause }));
      else resolve();
    });
  });
}

async function breakOff(
  step: ConnectionBreak,
  { response, connection }: Destination,
): Promise<void> {
  // What was written is in the hands of the HTTP/2 session until the event loop's next turn.
  await nextTurn();
  switch (step.kind) {
    case 'fin':
      connection.socket.end();
      return;
    case 'rst':
      connection.socket.resetAndDestroy();
      return;
    case 'goaway':
      if ('stream' in response) response.stream.session?.goaway(http2ErrorNumber(step.code));
      await nextTurn();
      connection.socket.end();
      return;
    case 'rst-stream':
      if ('stream' in response) response.stream.close(http2ErrorNumber(step.code));
  }
}

async function perform(
  step: DeliveryStep,
  delivery: Delivery,
  destination: Destination,
): Promise<void> {
  const { response, signal } = destination;
  switch (step.kind) {
    case 'head':
      writeHead(delivery, destination);
      return;
    case 'write':
      return write(response, step.bytes);
    case 'wait':
      return sleep(Math.min(step.ms, LONGEST_WAIT_MS), undefined, { signal });
    case 'end':
      return new Promise((resolve) => both(response).end(resolve));
    default:
      return breakOff(step, destination);
  }
}

/**
 * Carries out a delivery. Rejects when the exchange is over before the delivery is.
 */
export async function deliver(delivery: Delivery, destination: Destination): Promise<void> {
  const { response, signal } = destination;
  let headIsDue = false;
  for await (const step of delivery.steps) {
    signal.throwIfAborted();
    if (headIsDue && step.kind !== 'write' && step.kind !== 'end') flushHead(response);
    headIsDue = step.kind === 'head';
    if (!GOES_ON.has(step.kind)) destination.onEnd();
    await perform(step, delivery, destination);
  }
}
