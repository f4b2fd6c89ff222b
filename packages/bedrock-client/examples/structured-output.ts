import { createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';
import { isStructuredOutputError } from '@outcrop/structured-output';
import * as z from 'zod';

const emulator = await startEmulator({ rules: 'strict' });
const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const client = createBedrockClient({ ...emulator.clientOptions, model });

// A schema of Zod, Valibot or ArkType, or a JSON Schema: `parsed` has its type, whichever model answers.
const Trip = z.object({ city: z.string(), days: z.number().int().positive() });
const messages = [{ role: 'user', content: 'Plan a trip to Lisbon for 5 days.' }] as const;
for (const model of [
  'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  'us.amazon.nova-pro-v1:0',
  'amazon.titan-text-express-v1',
]) {
  const { parsed, text } = await client.create({ model, messages, response_format: Trip });
  console.log(`${parsed?.city}, ${parsed?.days} days: ${text}`);
}
// → Lisbon, 5 days: {"city":"Lisbon","days":5}
// → Lisbon, 5 days: {"city":"Lisbon","days":5}
// → Lisbon, 5 days: {"city":"Lisbon","days":5}

// On its way, the value as far as it has come.
emulator.reply(reply({ text: '{"city": "Lisbon", "days": 5}', chunkCharacters: 14 }));
for await (const event of client.stream({ messages, response_format: Trip })) {
  if (event.type === 'partial') console.log(JSON.stringify(event.partial));
}
// → {"city":"Lisb"}
// → {"city":"Lisbon"}
// → {"city":"Lisbon","days":5}

// What does not fit goes back to be mended, as often as you allow.
emulator.reply(['{"city": "Lisbon", "days": -5}', '{"city": "Lisbon", "days": 5}']);
const mended = await client.create({ messages, response_format: Trip, max_repairs: 1 });
console.log(mended.parsed, mended.repairs.at(-1)?.code);
// → { city: 'Lisbon', days: 5 } structured_output_sent_back

// After that it is an error, which has the value and all that is wrong with it.
emulator.reply('{"city": "Lisbon", "days": -5}');
await client.create({ messages, response_format: Trip }).catch((error: unknown) => {
  if (!isStructuredOutputError(error)) throw error;
  console.log(error.reason, error.value, error.violations[0]?.path);
});
// → model_error { city: 'Lisbon', days: -5 } /days

await client.close();
await emulator.close();
