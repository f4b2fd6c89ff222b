import { createHook } from 'node:async_hooks';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { observersOf } from './observers.js';
import type { BedrockClientOptions } from './options.js';
import { HELLO } from './testing/emulated.js';

const EVENTS = [
  { messageStart: { role: 'assistant' } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hi' } } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } } },
];

/** Answers at once, so that nothing but the client's own work is counted. */
const port: ConversePort = {
  converse: async () => ({ output: { stopReason: 'end_turn' } }),
  converseStream: async () => ({
    events: (async function* () {
      for (const event of EVENTS) yield [event] as never;
    })(),
  }),
};

interface Effort {
  readonly promises: number;
  readonly clockReads: number;
}

const WAYS = {
  create: async (client) => {
    await client.create(HELLO);
  },
  stream: async (client) => {
    for await (const _ of client.stream(HELLO));
  },
} satisfies Record<string, (client: ReturnType<typeof createBedrockClient>) => Promise<void>>;

/** What one call takes, once everything is warm. */
async function effortOf(way: keyof typeof WAYS, options: BedrockClientOptions): Promise<Effort> {
  const client = createBedrockClient({ port, region: 'us-east-1', ...options });
  await WAYS[way](client);
  const clock = vi.spyOn(performance, 'now');
  onTestFinished(() => clock.mockRestore());
  let promises = 0;
  const hook = createHook({
    init: (_, type) => {
      if (type === 'PROMISE') promises += 1;
    },
  });
  hook.enable();
  await WAYS[way](client);
  hook.disable();
  const effort = { promises, clockReads: clock.mock.calls.length };
  clock.mockRestore();
  return effort;
}

describe.each(['create', 'stream'] as const)('without observers, %s', (way) => {
  it('reads no clock for them and waits for nothing more', async () => {
    const idle = await effortOf(way, {});
    expect(idle.clockReads).toBe(0);
    expect(await effortOf(way, { telemetry: false })).toEqual(idle);

    const observed = await effortOf(way, { onResponse: () => {} });
    expect(observed.clockReads).toBeGreaterThan(0);
    expect(observed.promises).toBeGreaterThan(idle.promises);
  });
});

it('without observers, none is begun', () => {
  expect(observersOf({})).toBeUndefined();
  expect(observersOf({ telemetry: false })).toBeUndefined();
});
