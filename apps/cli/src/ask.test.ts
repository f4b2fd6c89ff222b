import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { UnifiedResponse } from '@outcrop/unified-response';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AskOptions, ask, type Terminal } from './ask.js';

const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
/** A PNG's signature: enough for the format to be told. */
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'outcrop-'));
});
afterEach(() => rm(directory, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  prompt: string,
  options: Partial<AskOptions> = {},
  input?: string,
): Promise<Outcome> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  if (input !== undefined) stdin.end(input);
  const terminal = { stdin, stdout, stderr } as unknown as Terminal;
  const code = await ask(prompt, { image: [], model: MODEL, ...options }, terminal);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

describe('ask', () => {
  test('without a prompt shows a tool call, its result and a final answer', async () => {
    const { code, out, err } = await run('');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const labels = out.split('\n').map((line) => /^\S+/.exec(line)?.[0]);
    expect(labels.filter((label) => label !== undefined)).toEqual([
      'A',
      ...['you', 'model', 'calls', 'tool', 'model'],
      ...['model', 'tokens', 'cost', 'stopped'],
    ]);
    expect(out).toContain('get_time {"city":"Tokyo"}');
    expect(out).toMatch(/tool +\w+day, \d+ \w+ \d{4} at \d\d:\d\d \(Asia\/Tokyo\)/);
    expect(out).toMatch(/cost +\$0\.00\d+ at Bedrock's prices; this run was free/);
    expect(out).toMatch(/stopped +stop \(end_turn\)/);
  });

  test('in a pipe there is no colour', async () => {
    const { out } = await run('Hello');
    expect(out).not.toContain('\u001b');
  });

  test('a prompt comes as argument, from a pipe, or from standard input by name', async () => {
    expect((await run('Why is the sky blue?')).out).toMatch(/you +Why is the sky blue\?/);
    expect((await run('', {}, 'From a pipe\n')).out).toMatch(/you +From a pipe\n/);
    expect((await run('-', {}, 'By name')).out).toMatch(/you +By name\n/);
  });

  test('an empty pipe shows the demonstration, an empty "-" is an error', async () => {
    expect((await run('', {}, '')).out).toContain('What time is it in Tokyo?');
    const { code, err } = await run('-', {}, ' \n');
    expect({ code, err }).toEqual({ code: 1, err: '✖ Standard input has no prompt.\n' });
  });

  test('the tool is offered with a prompt only when asked for', async () => {
    expect((await run('What time is it in Paris?')).out).not.toContain('get_time');
    expect((await run('What time is it in Paris?', { tool: true })).out).toContain(
      '(Europe/Paris)',
    );
  });

  test('system prompt and image go along', async () => {
    const file = join(directory, 'dot.png');
    await writeFile(file, PNG);
    const { out } = await run('', { image: [file], system: 'Be brief.' });
    expect(out).toMatch(/system +Be brief\./);
    expect(out).toMatch(/you +\[image, 8 bytes\]/);
    expect(out).toMatch(/you +What is in this image\?/);
    expect(out).toContain('png');
  });

  test('an image that cannot be read is named, with exit code 1', async () => {
    const { code, err } = await run('x', { image: [join(directory, 'none.png')] });
    expect(code).toBe(1);
    expect(err).toContain('none.png cannot be read');
  });

  test('--json prints the whole response and nothing else', async () => {
    const { out } = await run('', { json: true });
    const printed = JSON.parse(out);
    const response = UnifiedResponse.fromJSON(printed.response);
    expect(response.text).toBe(printed.text);
    expect(response.finishReason).toBe('stop');
    const [first] = printed.earlier.map(UnifiedResponse.fromJSON);
    expect(first.toolCalls).toMatchObject([{ name: 'get_time', arguments: '{"city":"Tokyo"}' }]);
  });

  test('a price that is not known is said, never 0', async () => {
    const { out } = await run('Hello', { model: 'acme.unheard-of-v1:0' });
    expect(out).toMatch(/cost +unknown: \w+/);
    expect(out).not.toContain('$0');
  });

  test('what the service refuses is shown with its hint', async () => {
    const { code, err } = await run('Hello', { model: 'not a model id' });
    expect(code).toBe(1);
    expect(err).toMatch(/^✖ model: Not a Bedrock model id.*\n +Pass the id or the ARN/);
  });
});
