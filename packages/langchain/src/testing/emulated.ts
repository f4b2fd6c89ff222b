import {
  type BedrockClient,
  type BedrockClientOptions,
  createBedrockClient,
} from '@outcrop/bedrock-client';
import { type Emulator, type EmulatorOptions, startEmulator } from '@outcrop/bedrock-emulator';
import { onTestFinished } from 'vitest';

export const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

/** An emulator that refuses what the models refuse, and a client of it; both end with the test. */
export async function emulated(
  options?: EmulatorOptions,
  clientOptions?: BedrockClientOptions,
): Promise<{ emulator: Emulator; client: BedrockClient }> {
  const emulator = await startEmulator({ rules: 'strict', ...options });
  const client = createBedrockClient({ ...emulator.clientOptions, ...clientOptions });
  onTestFinished(async () => {
    await client.close();
    await emulator.close();
  });
  return { emulator, client };
}

/** A picture of one pixel. */
export const PIXEL: Uint8Array = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (character) => character.charCodeAt(0),
);
