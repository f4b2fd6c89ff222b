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

/** The bodies of all requests so far, in Converse's shape. */
export function bodiesOf({ requests }: Emulator): readonly Body[] {
  return requests.map(({ body }) => body as Body);
}

interface Body {
  readonly messages?: readonly unknown[];
  readonly toolConfig?: unknown;
}

/** What the emulator has answered, request by request: 400 where it found a rule broken. */
export function statusesOf({ requests }: Emulator): readonly number[] {
  return requests.map(({ response }) => response.status);
}
