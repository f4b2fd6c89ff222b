import type { Agent as HttpAgent } from 'node:http';
import type { AgentOptions, Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';

/** Connections through a proxy, which looks hosts up and reaches them, by `CONNECT`. */
export interface ProxyAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** Says which proxy failed, without its user and password. */
class ProxyError extends Error {
  override readonly name: string = 'ProxyError';
}

/**
 * @param proxy With user and password in it, where the proxy wants them.
 * @param tls Holds for the connection to the proxy as well.
 * @param connectMs A proxy that says nothing for that long is given up.
 */
export async function proxyAgents(
  proxy: URL,
  pool: AgentOptions,
  tls: object,
  connectMs: number,
): Promise<ProxyAgents> {
  const { HttpProxyAgent, HttpsProxyAgent } = await import('hpagent');
  const settings = { ...pool, ...tls, proxy, proxyRequestOptions: tls };
  const httpAgent = new HttpProxyAgent(settings);
  const httpsAgent = new HttpsProxyAgent(settings);
  for (const agent of [httpAgent, httpsAgent]) guardConnecting(agent, proxy, connectMs);
  return { httpAgent, httpsAgent };
}

/** Opens a connection through the proxy. */
export type Connect = (
  options: object,
  callback: (error: Error | null, socket?: Duplex) => void,
) => void;

interface Connecting {
  createConnection: Connect;
}

/** How an agent opens its connections. */
export function connectOf(agent: object): Connect {
  return (agent as Connecting).createConnection.bind(agent);
}

function guardConnecting(agent: object, proxy: URL, connectMs: number): void {
  const connect = connectOf(agent);
  (agent as Connecting).createConnection = (options, callback) =>
    // Given here: an agent's own option `timeout` would end idle connections, too.
    connect({ ...options, timeout: connectMs }, (error, socket) =>
      callback(error && proxyError(error, proxy), socket),
    );
}

function proxyError(cause: Error, { protocol, host }: URL): ProxyError {
  // hpagent's words for a `CONNECT` that is not answered with 200.
  const said = cause.message.replace(/^Bad response: (\d+)$/, 'it answered with HTTP $1');
  return new ProxyError(`No connection through the proxy ${protocol}//${host}: ${said}`, { cause });
}
