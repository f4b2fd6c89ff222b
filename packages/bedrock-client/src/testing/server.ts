import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server of the test's own, for faults that no emulator has. It ends with the test. */
export interface TestServer {
  readonly url: string;
  /** Connections since the start. */
  readonly connections: () => number;
  /** What a client needs to reach it. */
  readonly clientOptions: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** Speaks HTTP/1.1. */
export function http1Server(listener: RequestListener): Promise<TestServer> {
  return started(createServer(listener));
}

/** Speaks HTTP/2 with prior knowledge. */
export function http2Server(onStream: (stream: ServerHttp2Stream) => void): Promise<TestServer> {
  const server = createHttp2Server();
  server.on('stream', (stream) => onStream(stream.on('error', () => {})));
  return started(server);
}

/** An address where nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function started(server: Server): Promise<TestServer> {
  const sockets = new Set<{ destroy(): void }>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    connections: () => connections,
    clientOptions: {
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-real-secret' },
    },
  };
}
