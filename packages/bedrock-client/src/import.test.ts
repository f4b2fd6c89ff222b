import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { closedPort } from './testing/server.js';

/** The package as it is published: what its sources import says nothing about what a bundler made of it. */
const entry = new URL('../dist/index.js', import.meta.url);
const isBuilt = existsSync(fileURLToPath(entry));

const dataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** Prints every module that is asked for. */
const HOOK = dataUrl(`
  import { writeSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    writeSync(1, 'loads ' + found.url + '\\n');
    return found;
  }`);
const REGISTER = dataUrl(`
  import { register } from 'node:module';
  register(${JSON.stringify(HOOK)});`);

/** The modules that a program loads. */
function modulesOf(program: string): string[] {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--no-warnings', '--import', REGISTER, '--input-type=module', '--eval', program],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  if (status !== 0) throw new Error(stderr);
  return [...stdout.matchAll(/^loads (.*)$/gm)].map(([, url = '']) => url);
}

const COSTLY = /aws-sdk|smithy|node:(http|https|http2|net|tls|dns|zlib|crypto|child_process)\b/;

describe.skipIf(!isBuilt)('importing the package (skipped where it is not built)', () => {
  it('loads neither the AWS SDK nor anything that reaches the network', () => {
    const modules = modulesOf(`import ${JSON.stringify(entry.href)};`);
    expect(modules).toContain(entry.href);
    expect(modules.some((url) => url.includes('/unified-response/'))).toBe(true);
    expect(modules.filter((url) => COSTLY.test(url))).toEqual([]);
  });

  it('nor does making a client, or a call over a port of the caller', () => {
    const modules = modulesOf(`
      import { createBedrockClient } from ${JSON.stringify(entry.href)};
      createBedrockClient({ region: 'us-east-1', accessKeyId: 'x', secretAccessKey: 'y' });
      const port = { converse: async () => ({ output: { stopReason: 'end_turn' } }) };
      const messages = [{ role: 'user', content: 'Hello' }];
      await createBedrockClient({ port }).create({ model: 'amazon.nova-pro-v1:0', messages });`);
    expect(modules.filter((url) => COSTLY.test(url))).toEqual([]);
  });

  it('leaves that to the first call', async () => {
    const endpoint = await closedPort();
    const modules = modulesOf(`
      import { createBedrockClient } from ${JSON.stringify(entry.href)};
      const key = { accessKeyId: 'x', secretAccessKey: 'y' };
      const options = { region: 'us-east-1', endpoint: ${JSON.stringify(endpoint)}, ...key };
      const messages = [{ role: 'user', content: 'Hello' }];
      await createBedrockClient({ ...options, totalMaxAttempts: 1 })
        .create({ model: 'amazon.nova-pro-v1:0', messages })
        .catch(({ reason }) => console.log(reason));`);
    expect(modules.some((url) => url.includes('client-bedrock-runtime'))).toBe(true);
    // What only some calls need.
    expect(modules.filter((url) => /hpagent|credential-providers/.test(url))).toEqual([]);
  });

  it('says what to install where a role is wanted and the package for it is missing', () => {
    const missing = dataUrl(`
      export async function resolve(specifier, context, next) {
        if (specifier === '@aws-sdk/credential-providers') {
          throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
        }
        return next(specifier, context);
      }`);
    const program = `
      import { register } from 'node:module';
      register(${JSON.stringify(missing)});
      const { createBedrockClient } = await import(${JSON.stringify(entry.href)});
      const key = { accessKeyId: 'x', secretAccessKey: 'y' };
      const assumeRole = { roleArn: 'arn:aws:iam::123456789012:role/bedrock' };
      await createBedrockClient({ region: 'us-east-1', ...key, assumeRole })
        .create({ model: 'amazon.nova-pro-v1:0', messages: [{ role: 'user', content: 'Hello' }] })
        .catch(({ reason, hint }) => console.log(reason + ': ' + hint));`;
    const { stdout } = spawnSync(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', program],
      { encoding: 'utf8', env: { PATH: process.env.PATH } },
    );
    expect(stdout).toBe('config: Install it: npm install @aws-sdk/credential-providers\n');
  });
});
