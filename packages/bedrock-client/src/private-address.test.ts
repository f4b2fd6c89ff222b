import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from './private-address.js';

const bits = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string =>
  [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
const byte = fc.integer({ min: 0, max: 255 });
const group = fc.integer({ min: 0, max: 0xffff });

/** An address of an IPv4 network, its first and last ones included. */
function within(network: string, prefix: number): fc.Arbitrary<string> {
  const size = 2 ** (32 - prefix);
  return fc
    .oneof(fc.constant(0), fc.constant(size - 1), fc.nat(size - 1))
    .map((offset) => dotted(bits(network) + offset));
}

const PRIVATE: readonly fc.Arbitrary<string>[] = [
  within('0.0.0.0', 8),
  within('10.0.0.0', 8),
  within('100.64.0.0', 10),
  within('127.0.0.0', 8),
  within('169.254.0.0', 16),
  within('172.16.0.0', 12),
  within('192.168.0.0', 16),
  within('198.18.0.0', 15),
  within('224.0.0.0', 3),
];
const privateIpv4 = fc.oneof(...PRIVATE);

/** Neighbours of private networks, and hosts that everybody knows. */
const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
];
const publicIpv4 = fc.constantFrom(...PUBLIC);

const hex = (value: number): string => value.toString(16);
const groupsOf = (address: string): [high: string, low: string] => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return [hex(a * 256 + b), hex(c * 256 + d)];
};

/** Spellings of IPv6 addresses that lead to an IPv4 address. */
const EMBEDDINGS: readonly ((address: string) => string)[] = [
  (address) => `::ffff:${address}`,
  (address) => `::FFFF:${groupsOf(address).join(':')}`,
  (address) => `0:0:0:0:0:ffff:${address}`,
  (address) => `0000:0000:0000:0000:0000:ffff:${groupsOf(address).join(':')}`,
  (address) => `64:ff9b::${address}`,
  (address) => `0064:FF9B:0:0:0:0:${groupsOf(address).join(':')}`,
  (address) => `2002:${groupsOf(address).join(':')}::1`,
];
const embedding = fc.constantFrom(...EMBEDDINGS);

describe('isPrivateAddress', () => {
  it('knows private IPv4 addresses, and their neighbours', () => {
    fc.assert(fc.property(privateIpv4, (address) => isPrivateAddress(address)));
    expect(PUBLIC.filter(isPrivateAddress)).toEqual([]);
  });

  it('knows them inside IPv6 addresses, however they are spelled', () => {
    fc.assert(
      fc.property(privateIpv4, embedding, (inner, embed) => isPrivateAddress(embed(inner))),
    );
    fc.assert(
      fc.property(publicIpv4, embedding, (inner, embed) => !isPrivateAddress(embed(inner))),
    );
  });

  it('takes nothing outside 2000::/3 for public but what leads to a public IPv4 address', () => {
    const outside = fc
      .tuple(group, fc.array(group, { minLength: 7, maxLength: 7 }))
      .filter(([first]) => first >> 13 !== 1 && first !== 0x64 && first !== 0);
    fc.assert(
      fc.property(outside, ([first, rest]) =>
        isPrivateAddress([first, ...rest].map(hex).join(':')),
      ),
    );
  });

  it.each([
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::127.0.0.1',
    '::8.8.8.8',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['2606:4700:4700::1111', '2001:4860:4860::8888', '2a00:1450:4001:82a::200e', '3ffe::1'])(
    '%s is public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it('takes nothing for public that is no address', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => isIP(text.replace(/%.*$/, '')) !== 0 || isPrivateAddress(text),
      ),
    );
  });

  it('gives an answer for every address', () => {
    const ipv4 = fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.'));
    const anyAddress = fc.oneof(ipv4, fc.ipV6());
    fc.assert(fc.property(anyAddress, (address) => typeof isPrivateAddress(address) === 'boolean'));
  });
});
