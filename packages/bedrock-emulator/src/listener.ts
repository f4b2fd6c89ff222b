import { createServer as createHttp1Server } from 'node:http';
import { createServer as createHttp2Server, createSecureServer } from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Connection, type ConnectionCounts, Connections } from './connections.js';
import type { NodeRequest, NodeResponse } from './http-exchange.js';
import { sniffProtocol } from './preface-sniffer.js';

/** The certificate of an emulator that speaks TLS, in PEM. */
export interface TlsIdentity {
  readonly key: string | Uint8Array;
  readonly cert: string | Uint8Array;
}

/** Where to listen, and how. */
export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** With it every connection is encrypted. */
  readonly tls?: TlsIdentity | undefined;
}

/** A port that speaks HTTP/1.1 and HTTP/2. */
export interface Listener {
  readonly port: number;
  readonly connections: ConnectionCounts;
  /** Stops listening and ends every open connection. Safe to call twice. */
  close(): Promise<void>;
}

/** Answers one request that came over a connection. */
export type ExchangeHandler = (
  request: NodeRequest,
  response: NodeResponse,
  connection: Connection,
) => void;

type RequestListener = (request: NodeRequest, response: NodeResponse) => void;

/**
 * Waits until the first bytes of a connection tell its protocol, puts them back and hands the
 * connection on.
 */
function sniff(socket: Socket, handOver: (protocol: 'http1' | 'h2c') => void): void {
  let firstBytes = Buffer.alloc(0);
  const onReadable = (): void => {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return;
    firstBytes = Buffer.concat([firstBytes, chunk]);
    const protocol = sniffProtocol(firstBytes);
    if (protocol === undefined) return;
    socket.off('readable', onReadable);
    socket.unshift(firstBytes);
    handOver(protocol);
  };
  socket.on('readable', onReadable);
}

/**
 * Node cannot serve both protocols on one cleartext server, so a plain TCP server looks at each
 * connection and gives it to the one it is for.
 */
function cleartextServer(listener: RequestListener): Server {
  const servers = {
    http1: createHttp1Server(listener),
    h2c: createHttp2Server(listener),
  };
  return createServer({ noDelay: true }, (socket) => {
    sniff(socket, (protocol) => servers[protocol].emit('connection', socket));
  });
}

/** Under TLS the client and the server agree on the protocol (ALPN). */
function tlsServer({ key, cert }: TlsIdentity, listener: RequestListener): Server {
  const pem = { key: Buffer.from(key), cert: Buffer.from(cert) };
  return createSecureServer({ ...pem, allowHTTP1: true, noDelay: true }, listener);
}

/** Opens the port. */
export async function listen(
  { host, port, tls }: ListenerOptions,
  handle: ExchangeHandler,
): Promise<Listener> {
  const connections = new Connections();
  const onRequest: RequestListener = (request, response) => {
    const connection = connections.find(request.socket);
    // A connection that is gone has nobody waiting for an answer.
    if (connection) handle(request, response, connection);
  };
  const server = tls ? tlsServer(tls, onRequest) : cleartextServer(onRequest);
  server.on('connection', (socket) => connections.add(socket));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections.counts;
    },
    close: () => {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        connections.destroyAll();
      });
      return closed;
    },
  };
}
