import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emulatorCommand } from './emulator-command.js';

async function run(...args: string[]): Promise<string> {
  let printed = '';
  const emulator = await emulatorCommand(args, (text) => {
    printed += text;
  });
  if (emulator) onTestFinished(() => emulator.close());
  return printed;
}

/** What the second line says, as a shell would read it. */
function variables(printed: string): Record<string, string> {
  const line = printed.split('\n')[1] ?? '';
  return Object.fromEntries(line.split(' ').map((variable) => variable.split(/=(.*)/s)));
}

const call = new ConverseCommand({
  modelId: 'm',
  messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
});

describe('outcrop-emulator', () => {
  it('prints in two lines what a client needs', async () => {
    const printed = await run('--region', 'eu-west-1');
    expect(printed).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+ answers as Bedrock Runtime in eu-west-1\. Ctrl-C ends it\.\n.*\n$/,
    );
    const variable = variables(printed);
    const client = new BedrockRuntimeClient({
      endpoint: variable.AWS_ENDPOINT_URL_BEDROCK_RUNTIME ?? '',
      region: variable.AWS_REGION ?? '',
      credentials: {
        accessKeyId: variable.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: variable.AWS_SECRET_ACCESS_KEY ?? '',
      },
    });
    onTestFinished(() => client.destroy());
    expect((await client.send(call)).stopReason).toBe('end_turn');
  });

  it('takes API keys and rules', async () => {
    const printed = await run('--api-key', 'one', '--api-key', 'two', '--rules', 'strict');
    const { AWS_BEARER_TOKEN_BEDROCK: key, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url } =
      variables(printed);
    expect(key).toBe('one');
    const messages = [
      { role: 'user', content: [{ text: 'Hi' }] },
      { role: 'assistant', content: [{ text: 'Hello' }] },
    ];
    const response = await fetch(`${url}/model/anthropic.claude-opus-4-8/converse`, {
      method: 'POST',
      headers: { authorization: 'Bearer two' },
      body: JSON.stringify({ messages }),
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('does not support assistant message prefill'),
    ]);
  });

  it('lets everybody in on wish', async () => {
    const { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url } = variables(await run('--auth', 'none'));
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hi' }] }] });
    const response = await fetch(`${url}/model/m/converse`, { method: 'POST', body });
    expect(response.status).toBe(200);
  });

  it('shows its options', async () => {
    expect(await run('--help')).toMatch(/^Usage: outcrop-emulator/);
  });

  it.each([
    [['--port', '70000'], "--port must be a whole number from 0 to 65535, not '70000'"],
    [['--rules', 'all'], "--rules must be service or strict, not 'all'"],
    [['--auth', 'maybe'], "--auth must be verify or none, not 'maybe'"],
    [['--speed'], "Unknown option '--speed'"],
    [['stray'], "Unexpected argument 'stray'"],
  ])('refuses %j', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
