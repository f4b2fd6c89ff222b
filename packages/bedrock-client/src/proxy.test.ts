import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.js';
import type { ProxyOption } from './options.js';
import { proxyRoute } from './proxy.js';
import { thrownError } from './testing/caught-error.js';

const BEDROCK = 'https://bedrock-runtime.us-east-1.amazonaws.com';

/** The proxy on the way to an address, in a certain environment. */
function proxyOf(
  address: string,
  variables: Record<string, string>,
  option?: ProxyOption,
): string | undefined {
  const { protocol, hostname, port } = new URL(address);
  const route = proxyRoute(option, readEnvironment(variables).proxies);
  // As the SDK has it: no port where it is the usual one.
  return route({ protocol, hostname, ...(port && { port: Number(port) }) })?.href;
}

describe('the proxy of the environment', () => {
  it.each<[variables: Record<string, string>, address: string, proxy: string | undefined]>([
    [{}, BEDROCK, undefined],
    [{ HTTPS_PROXY: 'http://a:1' }, BEDROCK, 'http://a:1/'],
    [{ HTTPS_PROXY: 'http://a:1' }, 'http://b', undefined],
    [{ HTTP_PROXY: 'http://a:1' }, 'http://b', 'http://a:1/'],
    [{ HTTP_PROXY: 'http://a:1' }, BEDROCK, undefined],
    [{ ALL_PROXY: 'http://a:1' }, BEDROCK, 'http://a:1/'],
    [{ ALL_PROXY: 'http://a:1' }, 'http://b', 'http://a:1/'],
    [{ ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'http://c:2' }, BEDROCK, 'http://c:2/'],
    [{ all_proxy: 'http://a:1', HTTPS_PROXY: 'http://c:2' }, BEDROCK, 'http://c:2/'],
    [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://c:2' }, BEDROCK, 'http://a:1/'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://c:2' }, BEDROCK, 'http://c:2/'],
    [{ HTTPS_PROXY: 'https://a:1' }, BEDROCK, 'https://a:1/'],
    [{ HTTPS_PROXY: 'a:1' }, BEDROCK, 'http://a:1/'],
    [{ HTTPS_PROXY: 'proxy' }, BEDROCK, 'http://proxy/'],
    [{ HTTPS_PROXY: 'u:p%40w@a:1' }, BEDROCK, 'http://u:p%40w@a:1/'],
    [{ HTTPS_PROXY: 'http://a:1' }, 'https://localhost:4566', undefined],
    [{ HTTPS_PROXY: 'http://a:1' }, 'https://127.0.0.1', undefined],
    [{ HTTPS_PROXY: 'http://a:1' }, 'https://[::1]:8443', undefined],
    [{ HTTPS_PROXY: 'http://a:1' }, 'https://localhost.example.com', 'http://a:1/'],
  ])('%j on the way to %s is %s', (variables, address, proxy) => {
    expect(proxyOf(address, variables)).toBe(proxy);
    expect(proxyOf(address, variables, 'env')).toBe(proxy);
    expect(proxyOf(address, variables, false)).toBeUndefined();
    expect(proxyOf(address, variables, 'http://own:3')).toBe('http://own:3/');
  });
});

describe('NO_PROXY', () => {
  it.each<[list: string, address: string, isDirect: boolean]>([
    ['*', BEDROCK, true],
    ['a, *', BEDROCK, true],
    ['amazonaws.com', BEDROCK, true],
    ['.amazonaws.com', BEDROCK, true],
    ['*.amazonaws.com', BEDROCK, true],
    ['.AmazonAWS.com', BEDROCK, true],
    ['amazonaws.com.', BEDROCK, true],
    ['aws.com', BEDROCK, false],
    ['bedrock-runtime.us-east-1.amazonaws.com', BEDROCK, true],
    ['us-east-1', BEDROCK, false],
    ['a b  amazonaws.com', BEDROCK, true],
    ['amazonaws.com:443', BEDROCK, true],
    ['amazonaws.com:80', BEDROCK, false],
    ['amazonaws.com:8443', `${BEDROCK}:8443`, true],
    ['amazonaws.com', `${BEDROCK}:8443`, true],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:443', 'https://10.1.2.3', true],
    ['10.1.2.3', 'https://10.1.2.34', false],
    ['fd00::1', 'https://[fd00::1]', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['[fd00::1]:443', 'https://[fd00::1]', true],
    ['[fd00::1]:80', 'https://[fd00::1]', false],
    ['10.0.0.0/8', 'https://10.200.3.4', true],
    ['10.0.0.0/8', 'https://11.0.0.1', false],
    ['a, 192.168.1.128/25', 'https://192.168.1.130:8443', true],
    ['192.168.1.128/25', 'https://192.168.1.127', false],
    ['10.1.2.3/32', 'https://10.1.2.3', true],
    ['0.0.0.0/0', 'https://10.1.2.3', true],
    ['fd00::/8', 'https://[fd12:3456::1]', true],
    ['fd00::/8', 'https://[fe80::1]', false],
    ['10.0.0.0/8', BEDROCK, false],
    ['::/0', 'https://10.1.2.3', false],
    ['10.0.0.0/33', 'https://10.1.2.3', false],
    ['10.0.0.0/', 'https://10.1.2.3', false],
    ['10.0.0.0/8/8', 'https://10.1.2.3', false],
    ['amazonaws.com/8', BEDROCK, false],
    ['', BEDROCK, false],
    [' , ', BEDROCK, false],
  ])('"%s" and %s: %s', (list, address, isDirect) => {
    const variables = { HTTPS_PROXY: 'http://a:1', NO_PROXY: list };
    expect(proxyOf(address, variables)).toBe(isDirect ? undefined : 'http://a:1/');
    expect(proxyOf(address, { HTTPS_PROXY: 'http://a:1', no_proxy: list })).toBe(
      isDirect ? undefined : 'http://a:1/',
    );
    expect(proxyOf(address, variables, 'http://own:3')).toBe('http://own:3/');
  });
});

describe('an address that is no proxy', () => {
  const ADDRESSES = ['socks5://user:hidden@a:1', 'ftp://user:hidden@a', 'http://', 'a:hidden'];

  it.each(ADDRESSES)('is refused when the client is made, and not shown: %s', async (address) => {
    const error = await thrownError(() => proxyRoute(address, readEnvironment({}).proxies));
    expect(error).toMatchObject({ reason: 'config', path: 'proxy' });
    expect(error.message).toMatch(/^proxy: expected the http or https address of a proxy, got /);
    expect(JSON.stringify(error)).not.toContain('hidden');
  });

  it.each(ADDRESSES)('is refused in the environment when it is needed: %s', async (address) => {
    const environment = { HTTPS_PROXY: address, NO_PROXY: 'direct.test' };
    expect(proxyOf('https://direct.test', environment)).toBeUndefined();
    const error = await thrownError(() => proxyOf(BEDROCK, environment));
    expect(error).toMatchObject({ reason: 'config', path: 'HTTPS_PROXY' });
    expect(JSON.stringify(error)).not.toContain('hidden');
  });
});
