import { echo } from '@outcrop/adapter-echo';
import {
  type Answer,
  type ConformanceSetup,
  conformance,
} from '@outcrop/provider-registry/conformance';
import { describe, expect, it } from 'vitest';
import { serveEcho } from '../packages/adapter-echo/src/testing/fake-echo.js';
import { BREAKAGES } from './support/broken-adapters.js';
import { changed } from './support/changed-adapter.js';

const SOUND: ConformanceSetup = {
  adapter: echo,
  model: 'parrot-1',
  serve: serveEcho,
  // What never happens is waited for that long; all else takes milliseconds.
  patienceMs: 1500,
};

const ADDRESS = { type: 'string', description: 'Address' } as const;

/** Hears the text alone. */
function deaf(answer: Answer): Answer {
  return (request) => {
    const reply = answer(request);
    if (reply.kind === 'failure') return reply;
    const { kind, text = [], finishReason, usage, json } = reply;
    const ends = 'complete';
    return { kind, text, finishReason, usage, ends, onLeft: () => {}, ...(json && { json }) };
  };
}

/** Runs the kit without a runner: the names of all tests, and the messages of those that failed. */
async function run(setup: ConformanceSetup) {
  const tests: { name: string; run: () => Promise<void> }[] = [];
  const plan = conformance((name, run) => tests.push({ name, run }), setup);
  const failures: Record<string, string> = {};
  for (const { name, run } of tests) {
    await run().catch((error: Error) => {
      failures[name] = error.message;
    });
  }
  return { plan, names: tests.map(({ name }) => name), failures };
}

describe('the conformance kit', () => {
  it('has broken adapters for each of its checks', async () => {
    const { plan } = await run(SOUND);
    const notOfEcho = plan.notRun.map(({ name }) => name);
    const promises = BREAKAGES.map(({ promise }) => promise);
    expect([...promises].sort()).toEqual([...plan.run].sort());
    expect(notOfEcho.every((name) => name.startsWith('media: '))).toBe(true);
  });

  it('passes a sound adapter', async () => {
    expect((await run(SOUND)).failures).toEqual({});
  });

  it('tests nothing that is not declared, and says so', async () => {
    const capabilities = {
      ...{ streaming: false, tools: false, reasoning: false, structuredOutput: false },
      ...{ promptCaching: false, media: [] },
    };
    const manifest = { ...echo.manifest, capabilities, configSchema: { endpoint: ADDRESS } };
    const adapter = changed(echo, { manifest: () => manifest });
    const { plan, names } = await run({ ...SOUND, adapter });
    expect(names.at(-1)).toBe(
      'not tested, because the manifest does not declare it: tools, image, document, audio, video, ' +
        'reasoning, structuredOutput, streaming, secret fields',
    );
    expect(plan.run).toEqual(names.slice(0, -1));
    expect(plan.run.filter((name) => /tools:|media:|reasoning:|cut|secrets:/.test(name))).toEqual(
      [],
    );
    expect(plan.notRun).toContainEqual({
      name: expect.stringContaining('that is cut'),
      needs: 'streaming',
    });
  });

  it('names what serve() makes nothing of', async () => {
    const { failures } = await run({
      ...SOUND,
      serve: (answer) => serveEcho(deaf(answer)),
      patienceMs: 500,
    });
    const told = (name: string): string | undefined =>
      Object.entries(failures).find(([failed]) => failed.startsWith(name))?.[1];
    expect(told('reasoning: arrives')).toMatch(
      /^response.reasoning has to be \["It is morning."\], and is \[\]\nThe provider was told .*\nserve\(\) never looked at reply.reasoning, reply.signature: it has to say that in the provider's words.$/,
    );
    expect(told('tools: are called in parallel')).toContain('never looked at reply.toolCalls:');
    expect(told('abort: while the answer')).toContain('reply.ends, reply.onLeft');
    expect(told('text: arrives')).toBeUndefined();
  });

  it('shows what it expected, and keeps the error that it found', async () => {
    const boom = new Error('boom');
    const adapter = changed(echo, { client: () => ({ create: () => Promise.reject(boom) }) });
    const runs = new Map<string, () => Promise<void>>();
    conformance((name, run) => runs.set(name, run), { ...SOUND, adapter });
    const [run] = [...runs].flatMap(([name, run]) =>
      name.startsWith('text: arrives') ? [run] : [],
    );
    await expect(run?.()).rejects.toMatchObject({
      name: 'ConformanceError',
      message: 'The adapter threw Error: boom\nThe provider received no request.',
      cause: boom,
    });
  });

  describe.each(BREAKAGES)('“$promise”', ({ promise, changes }) => {
    it.each(Object.entries(changes))('is missed by an adapter that %s', async (_, change) => {
      const { failures } = await run({ ...SOUND, adapter: changed(echo, change) });
      expect(failures).toEqual({ [promise]: expect.any(String) });
    });
  });
});
