import type { ChatParams } from '@outcrop/unified-response';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BedrockClient } from './bedrock-client.js';
import { readEnvironment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { caughtError } from './testing/caught-error.js';
import { CERTIFICATE } from './testing/certificate.js';
import { emulated, MODEL } from './testing/emulated.js';
import { behindTls, type TestProxyOptions, testProxy } from './testing/network.js';
import { http1Server } from './testing/server.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** A name that only the proxy can find. */
const ADDRESS = 'https://images.bedrock.test/a.png';

const showing = (url: string): ChatParams => ({
  model: MODEL,
  messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
});

/** A proxy to a server of images, and a client of an emulator on this machine, which needs none. */
async function behindProxy(
  proxyOptions: Partial<TestProxyOptions> = {},
  options: BedrockClientOptions = {},
) {
  const server = await http1Server((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  });
  const proxy = await testProxy({ ...(await behindTls(server.url)), ...proxyOptions });
  const user = proxyOptions.auth ? `${proxyOptions.auth}@` : '';
  const variables = { HTTPS_PROXY: `http://${user}127.0.0.1:${proxy.port}` };
  const emulator = await emulated();
  const client = new BedrockClient(
    { ...emulator.clientOptions, ca: CERTIFICATE, ...options },
    readEnvironment(variables),
  );
  onTestFinished(() => client.close());
  return { proxy, emulator, client };
}

describe('an image behind a proxy', () => {
  it('is loaded through it, and the connection closed', async () => {
    const { proxy, emulator, client } = await behindProxy({ auth: 'me:secret' });
    await client.create(showing(ADDRESS));
    expect(proxy.targets).toEqual(['images.bedrock.test:443']);
    const source = { bytes: Buffer.from(PNG).toString('base64') };
    expect(emulator.requests[0]?.body).toMatchObject({
      messages: [{ content: [{ image: { format: 'png', source } }] }],
    });
    await expect.poll(proxy.open).toBe(0);
  });

  it('is not loaded when the proxy refuses, whose password nobody sees', async () => {
    const { emulator, client } = await behindProxy({ auth: 'me:hidden', refuse: 403 });
    const error = await caughtError(client.create(showing(ADDRESS)));
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'messages[0].content[0]' });
    expect(error.message).toContain('it answered with HTTP 403');
    expect(error.message + JSON.stringify(error)).not.toContain('hidden');
    expect(emulator.requests).toEqual([]);
  });

  it('is given up when the proxy says nothing', async () => {
    const images = { timeoutMs: 100 };
    const { proxy, client } = await behindProxy({ refuse: 'silent' }, { images });
    const error = await caughtError(client.create(showing(ADDRESS)));
    expect(error).toMatchObject({ reason: 'timeout', path: 'messages[0].content[0]' });
    await expect.poll(proxy.open).toBe(0);
  });

  it('is not loaded where its certificate is not trusted', async () => {
    const { client } = await behindProxy({}, { ca: [] });
    const error = await caughtError(client.create(showing(ADDRESS)));
    expect(error.message).toMatch(/cannot be loaded: .*self-signed certificate/);
  });

  it.each(['https://localhost/a.png', 'https://10.1.2.3/a.png', 'https://[fd00::1]/a.png'])(
    'is not even asked for at a private address: %s',
    async (address) => {
      const { proxy, client } = await behindProxy({}, { proxy: 'http://127.0.0.1:9' });
      const error = await caughtError(client.create(showing(address)));
      expect(error.message).toContain('its address is private');
      expect(proxy.targets).toEqual([]);
    },
  );

  it('needs a proxy that is one', async () => {
    const { endpoint, region, credentials } = (await emulated()).clientOptions;
    const environment = readEnvironment({ HTTPS_PROXY: 'socks5://127.0.0.1:9' });
    const client = new BedrockClient({ endpoint, region, credentials }, environment);
    onTestFinished(() => client.close());
    const error = await caughtError(client.create(showing(ADDRESS)));
    expect(error).toMatchObject({ reason: 'config', path: 'HTTPS_PROXY' });
  });
});
