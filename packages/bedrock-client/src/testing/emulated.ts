import { type Emulator, type EmulatorOptions, startEmulator } from '@outcrop/bedrock-emulator';
import { onTestFinished } from 'vitest';
import { BedrockClient, createBedrockClient } from '../bedrock-client.js';
import { readEnvironment } from '../environment.js';
import type { BedrockClientOptions } from '../options.js';

export const MODEL = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

/** The least that is a call. */
export const HELLO: { model: string; messages: [{ role: 'user'; content: string }] } = {
  model: MODEL,
  messages: [{ role: 'user', content: 'Hello' }],
};

/** An emulator that ends with the test. */
export async function emulated(options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A client of that address, signed as the emulator wants it, that ends with the test. */
export function clientOf(
  { clientOptions }: Pick<Emulator, 'clientOptions'>,
  options: BedrockClientOptions = {},
): BedrockClient {
  const client = createBedrockClient({ ...clientOptions, ...options });
  onTestFinished(() => client.close());
  return client;
}

/** The same in an environment of its own, and with one attempt. */
export function clientIn(
  variables: Readonly<Record<string, string>>,
  { clientOptions }: Pick<Emulator, 'clientOptions'>,
  options: BedrockClientOptions = {},
): BedrockClient {
  const settings = { ...clientOptions, totalMaxAttempts: 1, ...options };
  const client = new BedrockClient(settings, readEnvironment(variables));
  onTestFinished(() => client.close());
  return client;
}
