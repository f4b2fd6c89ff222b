import { ProviderError } from '@outcrop/unified-response';
import type { ProxyVariable, ProxyVariables } from './environment.js';
import type { ProxyOption } from './options.js';

/** Where a request goes. */
export interface Target {
  /** With its colon, as in a `URL`. */
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** The proxy on the way to a target, if any. */
export type ProxyRoute = (target: Target) => URL | undefined;

/**
 * The rule by which proxies are chosen.
 * @throws ProviderError `config` for an option that names no proxy; it does not show it. What the
 * environment names is checked when a request needs it.
 */
export function proxyRoute(option: ProxyOption | undefined, variables: ProxyVariables): ProxyRoute {
  if (option === false) return () => undefined;
  if (option === undefined || option === 'env') return (target) => ambientProxy(target, variables);
  const isAddress = typeof option === 'string' || option instanceof URL;
  const proxy = proxyAddress(isAddress ? String(option) : '', 'proxy');
  return () => proxy;
}

function ambientProxy(target: Target, variables: ProxyVariables): URL | undefined {
  const variable: ProxyVariable | undefined =
    target.protocol === 'https:' ? variables.https : variables.http;
  if (variable === undefined || isDirect(target, variables.none ?? '')) return undefined;
  return proxyAddress(variable.value, variable.name);
}

/** A proxy cannot reach this very machine under these names. */
const LOOPBACK = /^(localhost|(.+\.)?localhost|127(\.\d+){3}|\[?::1\]?)$/i;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Whether `NO_PROXY` names it: `host`, `.domain`, `*.domain`, each with subdomains and perhaps
 * `:port`; a block of addresses, as `10.0.0.0/8`; or `*`.
 */
function isDirect({ protocol, hostname, port }: Target, noProxy: string): boolean {
  if (LOOPBACK.test(hostname)) return true;
  const host = bare(hostname);
  const actualPort = String(port ?? DEFAULT_PORTS[protocol]);
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*' || isInBlock(host, entry)) return true;
      // A colon belongs to a port where the rest has none, or brackets: else it is an IPv6 address.
      const withPort = /^([^:]*|\[.*\]):(\d+)$/.exec(entry);
      const [name = '', wanted = actualPort] = withPort?.slice(1) ?? [entry];
      const domain = bare(name.replace(/^\*?\./, ''));
      return wanted === actualPort && (host === domain || host.endsWith(`.${domain}`));
    });
}

function isInBlock(host: string, entry: string): boolean {
  // Asked for here: whoever only imports the package loads nothing of the network.
  const { BlockList, isIP } = process.getBuiltinModule('node:net');
  const [network = '', length = '', more] = entry.split('/');
  const family = isIP(bare(network));
  if (family === 0 || isIP(host) !== family || more !== undefined) return false;
  const prefix = /^\d+$/.test(length) ? Number(length) : Number.NaN;
  if (!(prefix <= (family === 4 ? 32 : 128))) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(bare(network), prefix, type);
  return block.check(host, type);
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}

/** `host:port` alone is an http proxy, as everywhere. */
function proxyAddress(text: string, name: string): URL {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '') return url;
  // It may have a password in it.
  const scheme = url ? `one with ${url.protocol}` : 'something else';
  throw new ProviderError(`${name}: expected the http or https address of a proxy, got ${scheme}`, {
    reason: 'config',
    path: name,
    hint: 'Give it as http://host:port, or switch proxies off with proxy: false.',
    provider: 'bedrock',
  });
}
