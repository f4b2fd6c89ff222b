import { describe, expect, it } from 'vitest';
import { entry, isBuilt, runProgram } from './testing/modules-of.js';

/** Two calls over a port of the caller's own. */
const calls = (options: string): string => `
  import { createBedrockClient } from ${JSON.stringify(entry)};
  const port = { converse: async () => ({ output: { stopReason: 'end_turn' } }) };
  const client = createBedrockClient({ region: 'us-east-1', ${options} });
  const params = {
    model: 'amazon.nova-pro-v1:0',
    messages: [{ role: 'user', content: 'Hello' }],
  };
  const told = ({ reason, hint }) => console.log(reason + ': ' + hint);
  await client.create(params).catch(told);
  await client.create(params).catch(told);`;

const listing = `
  import { createBedrockClient } from ${JSON.stringify(entry)};
  const key = { accessKeyId: 'x', secretAccessKey: 'y' };
  const endpoints = { endpoint: 'http://127.0.0.1:9', controlEndpoint: 'http://127.0.0.1:9' };
  const client = createBedrockClient({ region: 'us-east-1', ...key, ...endpoints, totalMaxAttempts: 1 });
  await client.listModels().catch(({ reason, hint }) => console.log(reason + ': ' + hint));`;

const OBSERVING = /opentelemetry|open-telemetry/;
const CONTROLLING = /client-bedrock\/|sdk-control-port/;

describe.skipIf(!isBuilt)('an optional peer (skipped where the package is not built)', () => {
  it.each(['port', 'port, telemetry: false', 'port, onResponse: () => {}'])(
    'is not loaded by a call with { %s }',
    (options) => {
      const { modules } = runProgram(calls(options));
      expect(modules).toContain(entry);
      expect(modules.filter((url) => OBSERVING.test(url) || CONTROLLING.test(url))).toEqual([]);
    },
  );

  it('is loaded where telemetry is asked for', () => {
    const { modules, output } = runProgram(calls('port, telemetry: true'));
    expect(modules.some((url) => url.includes('@opentelemetry/api/'))).toBe(true);
    expect(modules.filter((url) => CONTROLLING.test(url))).toEqual([]);
    expect(output).toBe('');
  });

  it('is named where telemetry is asked for and it is not installed', () => {
    const options = { without: ['@opentelemetry/api'] };
    const { output } = runProgram(calls('port, telemetry: true'), options);
    const line = 'config: Install it: npm install @opentelemetry/api';
    expect(output).toBe(`${line}\n${line}`);
  });

  it('is loaded to list models', () => {
    const { modules, output } = runProgram(listing);
    expect(modules.some((url) => url.includes('@aws-sdk/client-bedrock/'))).toBe(true);
    expect(output).toMatch(/^transient: /);
  });

  it('is named where models are listed and it is not installed', () => {
    const { output } = runProgram(listing, { without: ['@aws-sdk/client-bedrock'] });
    expect(output).toBe('config: Install it: npm install @aws-sdk/client-bedrock');
  });
});
