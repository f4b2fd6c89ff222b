import { createServer as createHttp1Server } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { NodeRequest, NodeResponse } from './http-exchange.js';
import { sniffProtocol } from './preface-sniffer.js';

/** A port that speaks HTTP/1.1 and HTTP/2 with prior knowledge. */
export interface Listener {
  readonly port: number;
  /** Stops listening and ends every open connection. Safe to call twice. */
  close(): Promise<void>;
}

/** Answers one request; `connectionId` counts the connections from 1. */
export type ExchangeHandler = (
  request: NodeRequest,
  response: NodeResponse,
  connectionId: number,
) => void;

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
 * Opens the port. Node cannot serve both protocols on one cleartext server, so a plain TCP server
 * looks at each connection and gives it to the one it is for.
 */
export async function listen(
  address: { readonly host: string; readonly port: number },
  handle: ExchangeHandler,
): Promise<Listener> {
  const open = new Set<Socket>();
  /** Keyed by what a request can be traced to: its socket, or its HTTP/2 session. */
  const connectionIds = new WeakMap<object, number>();
  let connections = 0;

  const http1 = createHttp1Server((request, response) => {
    handle(request, response, connectionIds.get(request.socket) ?? 0);
  });
  const http2 = createHttp2Server((request, response) => {
    const session = request.stream.session;
    handle(request, response, (session && connectionIds.get(session)) ?? 0);
  });
  const tcp = createServer((socket) => {
    connections += 1;
    const connectionId = connections;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A client may reset its connection at any time; that is no fault of the emulator's.
    socket.on('error', () => {});
    sniff(socket, (protocol) => {
      connectionIds.set(socket, connectionId);
      if (protocol === 'http1') {
        http1.emit('connection', socket);
        return;
      }
      http2.once('session', (session) => connectionIds.set(session, connectionId));
      http2.emit('connection', socket);
    });
  });

  await new Promise<void>((resolve, reject) => {
    tcp.once('error', reject);
    tcp.listen(address.port, address.host, resolve);
  });
  const { port } = tcp.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    port,
    close: () => {
      closed ??= new Promise((resolve) => {
        tcp.close(() => resolve());
        for (const socket of open) socket.destroy();
      });
      return closed;
    },
  };
}
