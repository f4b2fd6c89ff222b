import type { ModelClient } from '@outcrop/provider-registry';
import type { JsonObject, UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import { type } from 'arktype';
import type { OpenAI } from 'openai';
import * as v from 'valibot';
import { expectTypeOf } from 'vitest';
import * as z from 'zod';
import { type BedrockClient, createBedrockClient } from './bedrock-client.js';

declare const client: BedrockClient;
declare const params: OpenAI.ChatCompletionCreateParamsNonStreaming;
const messages = [{ role: 'user', content: 'Hello' }] as const;

const City = z.object({ name: z.string(), founded: z.string().transform((day) => new Date(day)) });
type City = z.infer<typeof City>;

// `parsed` has the type of the schema, as the schema's library has it.
const zod = await client.create({ messages, response_format: City });
expectTypeOf(zod.parsed).toEqualTypeOf<City | undefined>();

const valibot = await client.create({ messages, response_format: v.object({ n: v.number() }) });
expectTypeOf(valibot.parsed).toEqualTypeOf<{ n: number } | undefined>();

const ark = await client.create({ messages, response_format: type({ n: 'number' }) });
expectTypeOf(ark.parsed).toEqualTypeOf<{ n: number } | undefined>();

const formatter = { schema: City, format: (city: City) => city.name };
const formatted = await client.create({ messages, response_format: formatter });
expectTypeOf(formatted.parsed).toEqualTypeOf<City | undefined>();

const json = await client.create({ messages, response_format: { type: 'json_object' } });
expectTypeOf(json.parsed).toEqualTypeOf<JsonObject | undefined>();

// A schema that says nothing to the compiler, and no schema at all.
const schema = { type: 'object', properties: { n: { type: 'number' } } } as const;
expectTypeOf((await client.create({ messages, response_format: schema })).parsed).toBeUnknown();
expectTypeOf(await client.create({ messages })).toEqualTypeOf<UnifiedResponse>();
expectTypeOf((await client.create(params)).parsed).toBeUnknown();

// A stream has the same type at its end, and that of the JSON on the way.
const stream = client.stream({ messages, response_format: City });
expectTypeOf(stream.response).resolves.toEqualTypeOf<UnifiedResponse<City>>();
for await (const event of stream) {
  if (event.type === 'finish')
    expectTypeOf(event.response.parsed).toEqualTypeOf<City | undefined>();
  if (event.type === 'partial') {
    expectTypeOf(event.partial).toEqualTypeOf<{
      readonly name?: string;
      readonly founded?: string;
    }>();
  }
}
for await (const event of client.stream({ messages })) {
  expectTypeOf(event).toEqualTypeOf<UnifiedStreamEvent>();
}

// The client's own format is that of the calls that name none.
const cities = createBedrockClient({ responseFormat: City });
expectTypeOf((await cities.create({ messages })).parsed).toEqualTypeOf<City | undefined>();
const other = await cities.create({ messages, response_format: z.object({ n: z.number() }) });
expectTypeOf(other.parsed).toEqualTypeOf<{ n: number } | undefined>();
const text = await cities.create({ messages, response_format: { type: 'text' } });
expectTypeOf(text.parsed).toEqualTypeOf<undefined>();
expectTypeOf(cities).toExtend<ModelClient>();

// @ts-expect-error a word is no format
await client.create({ messages, response_format: 'json' });
// @ts-expect-error nor is it a strategy
await client.create({ messages, structured_output_strategy: 'force' });
