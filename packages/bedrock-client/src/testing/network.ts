import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate.js';

const TLS = { cert: CERTIFICATE, key: CERTIFICATE_KEY };

/** The same server behind TLS, for HTTP/1.1 and HTTP/2. */
export async function behindTls(url: string): Promise<{ readonly port: number }> {
  const options = { ...TLS, ALPNProtocols: ['h2', 'http/1.1'] };
  const server = createTlsServer(options, (socket) => join(socket, portOf(url)));
  return { port: await listening(server) };
}

export interface TestProxyOptions {
  /** Every host is found at that port of this machine. */
  readonly port: number;
  /** `user:password`; without it, nobody gets in. */
  readonly auth?: string;
  readonly isSecure?: boolean;
  /** Answer with this status, or with nothing at all. */
  readonly refuse?: number | 'silent';
}

export interface TestProxy {
  readonly port: number;
  /** What was asked for by `CONNECT`, as `host:port`. */
  readonly targets: readonly string[];
  /** Connections that are open. */
  readonly open: () => number;
}

/** A proxy that knows nothing but `CONNECT`. */
export async function testProxy(options: TestProxyOptions): Promise<TestProxy> {
  const { port, auth, isSecure, refuse } = options;
  const targets: string[] = [];
  let open = 0;
  const server = isSecure ? createHttpsServer(TLS) : createServer();
  server.on('connection', (socket: Socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  server.on('connect', (request, socket: Socket) => {
    targets.push(request.url ?? '');
    if (refuse === 'silent') {
      socket.on('end', () => socket.end()).resume();
      return;
    }
    const wanted = auth && `Basic ${Buffer.from(auth).toString('base64')}`;
    const isIn = request.headers['proxy-authorization'] === wanted;
    const status = refuse ?? (isIn ? 200 : 407);
    socket.write(`HTTP/1.1 ${status} Said\r\n\r\n`);
    if (status === 200) join(socket, port);
    else socket.end();
  });
  return { port: await listening(server), targets, open: () => open };
}

function join(socket: Socket, port: number): void {
  const onwards = connect(port, '127.0.0.1');
  socket.pipe(onwards).pipe(socket);
  socket.on('error', () => onwards.destroy()).on('close', () => onwards.destroy());
  onwards.on('error', () => socket.destroy()).on('close', () => socket.destroy());
}

export function portOf(url: string): number {
  return Number(new URL(url).port);
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}
