import { BlockList, isIP } from 'node:net';

/**
 * IPv4 networks that are not public, and the parts of IPv6's 2000::/3 that are not. What lies
 * outside 2000::/3 is not public at all. Source: IANA's special-purpose address registries
 * (RFC 6890 and its updates, 2026-11).
 */
const PRIVATE_NETWORKS: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link local, where cloud metadata services live.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
];

/** Made when it is first needed: importing does no work. */
let networks: BlockList | undefined;

function privateNetworks(): BlockList {
  if (networks) return networks;
  networks = new BlockList();
  for (const [network, prefix] of PRIVATE_NETWORKS) {
    networks.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return networks;
}

/** Whether an IP address, in any spelling that sockets take, is loopback, link-local or otherwise not public. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 4) return privateNetworks().check(plain, 'ipv4');
  if (isIP(plain) !== 6) return true;
  const groups = groupsOf(plain);
  const embedded = embeddedIpv4(groups);
  if (embedded !== undefined) return isPrivateAddress(embedded);
  const [first = 0] = groups;
  return first >> 13 !== 1 || privateNetworks().check(plain, 'ipv6');
}

/** The IPv4 address that a mapped (`::ffff:0:0/96`), NAT64 (`64:ff9b::/96`) or 6to4 (`2002::/16`) address leads to. */
function embeddedIpv4(groups: readonly number[]): string | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (a === 0x2002) return dotted(b, c);
  const isMapped = a === 0 && b === 0 && f === 0xffff;
  const isTranslated = a === 0x64 && b === 0xff9b && f === 0;
  return (isMapped || isTranslated) && c === 0 && d === 0 && e === 0 ? dotted(g, h) : undefined;
}

/** The eight groups of an IPv6 address; the URL parser writes every spelling in one canonical form. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return parse(head);
  const [first, last] = [parse(head), parse(tail)];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
