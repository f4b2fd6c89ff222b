// What the programs of all hosts start from: a Bedrock of their own, and one way to run and report.
import { createBedrockClient } from '@outcrop/bedrock-client';
import { startEmulator } from '@outcrop/bedrock-emulator';

export const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

/** A picture of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * Runs the scenarios one after the other, each with an emulator that refuses what the models refuse.
 *
 * @param {string} host its name, for the report
 * @param {Record<string, (world: World) => Promise<void>>} scenarios
 *
 * @typedef {object} World
 * @property {import('@outcrop/bedrock-emulator').Emulator} emulator
 * @property {import('@outcrop/bedrock-client').BedrockClient} client
 */
export async function runScenarios(host, scenarios) {
  for (const [name, scenario] of Object.entries(scenarios)) {
    const emulator = await startEmulator({ rules: 'strict' });
    const client = createBedrockClient(emulator.clientOptions);
    try {
      await scenario({ emulator, client });
    } catch (error) {
      console.error(`${host}: ${name} failed`);
      for (const { response } of emulator.requests) {
        console.error(`  answered ${response.status}: ${JSON.stringify(response.body)}`);
      }
      throw error;
    } finally {
      await client.close();
      await emulator.close();
    }
  }
  console.log(`${host}: ${Object.keys(scenarios).join(', ')}`);
}

/** Waits until it is so; a hanging wait is ended by whoever runs the program. */
export async function until(isSo) {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
