import { type Duplex, duplexPair } from 'node:stream';
import type { Connect } from './proxy-agents.js';

/**
 * A connection through a proxy, for HTTP/2, which wants one at once: what is written before the
 * proxy has answered waits. Whatever ends either side ends both.
 */
export function proxyTunnel(connect: Connect, target: URL, tls: object): Duplex {
  const [near, far] = duplexPair();
  const options = {
    ...tls,
    host: target.hostname,
    port: Number(target.port) || (target.protocol === 'http:' ? 80 : 443),
    servername: target.hostname,
    ALPNProtocols: ['h2'],
  };
  connect(options, (error, socket) => {
    if (!socket) {
      near.destroy(error ?? undefined);
      return;
    }
    near.once('close', () => socket.destroy());
    if (near.destroyed) socket.destroy();
    // What a broken connection means is for the session to say, which sees its end.
    socket.on('error', () => {}).once('close', () => near.destroy());
    socket.pipe(far).pipe(socket);
  });
  return near;
}
