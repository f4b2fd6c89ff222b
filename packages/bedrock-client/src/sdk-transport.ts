import type { ClientSessionOptions, SecureClientSessionOptions } from 'node:http2';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { NetworkSettings } from './network-settings.js';
import { connectOf, proxyAgents } from './proxy-agents.js';
import { proxyTunnel } from './proxy-tunnel.js';
import { type TlsOptions, tlsOptions } from './tls-options.js';

/** How requests travel. */
export interface TransportSettings {
  readonly protocol: 'http1' | 'http2';
  readonly connectMs: number;
  readonly network: NetworkSettings;
}

type Way = NodeHttpHandler | NodeHttp2Handler;
type Handle = NodeHttpHandler['handle'];

/** The SDK's own 50 sockets would hold back the 51st call, and its time limit would run meanwhile. */
const POOL = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };

/** What the AWS SDK's clients send with: straight, or through the proxy of the host. */
export class SdkTransport {
  readonly metadata: { readonly handlerProtocol: string };
  readonly #settings: TransportSettings;
  readonly #tls: TlsOptions;
  /** By proxy; the straight way is under none. */
  readonly #ways = new Map<string | undefined, Promise<Way>>();

  constructor(settings: TransportSettings) {
    this.metadata = { handlerProtocol: settings.protocol === 'http2' ? 'h2' : 'http/1.1' };
    this.#settings = settings;
    this.#tls = tlsOptions(settings.network);
  }

  /** @throws ProviderError `config` for a proxy that cannot be used. */
  async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const way = await this.#wayTo(this.#settings.network.proxyFor(request));
    return way.handle(request, options);
  }

  destroy(): void {
    for (const way of this.#ways.values()) {
      way.then(
        (opened) => opened.destroy(),
        () => {},
      );
    }
    this.#ways.clear();
  }

  /** The SDK would set defaults of a service here; all of its clients share this transport. */
  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): object {
    return {};
  }

  #wayTo(proxy: URL | undefined): Promise<Way> {
    const known = this.#ways.get(proxy?.href);
    if (known) return known;
    const way = proxy ? this.#throughProxy(proxy) : Promise.resolve(this.#straight());
    this.#ways.set(proxy?.href, way);
    return way;
  }

  #straight(): Way {
    const { protocol, connectMs } = this.#settings;
    if (protocol === 'http2') return http2Way(this.#tls);
    const agent = { ...POOL, ...this.#tls };
    return new NodeHttpHandler({
      connectionTimeout: connectMs,
      httpAgent: POOL,
      httpsAgent: agent,
    });
  }

  async #throughProxy(proxy: URL): Promise<Way> {
    const { protocol, connectMs } = this.#settings;
    const agents = await proxyAgents(proxy, POOL, this.#tls, connectMs);
    if (protocol === 'http2') {
      const { httpAgent, httpsAgent } = agents;
      const agentOf = ({ protocol }: URL): object =>
        protocol === 'http:' ? httpAgent : httpsAgent;
      return http2Way({
        createConnection: (url) => proxyTunnel(connectOf(agentOf(url)), url, this.#tls),
      });
    }
    return new NodeHttpHandler({ connectionTimeout: connectMs, ...agents });
  }
}

function http2Way(connectOptions: ClientSessionOptions | SecureClientSessionOptions): Way {
  return new NodeHttp2Handler({
    // The SDK's own default opens a connection for every call.
    disableConcurrentStreams: false,
    // Else it would end a stream that is silent for 5 minutes, without an error.
    sessionTimeout: 0,
    nodeHttp2ConnectOptions: connectOptions,
  });
}
