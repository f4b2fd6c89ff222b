import { type BedrockClient, createBedrockClient } from '@outcrop/bedrock-client';
import {
  type Emulator,
  type JsonObject,
  type ReceivedRequest,
  reply,
  startEmulator,
} from '@outcrop/bedrock-emulator';
import { modelProfile } from '@outcrop/bedrock-models';
import {
  compileSchema,
  isStructuredOutputError,
  NATIVE_DIALECT,
  PROMPT_DIALECT,
  STRUCTURED_OUTPUT_TOOL,
  toolDialect,
} from '@outcrop/structured-output';
import type { ChatParams, UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_CASES } from '../packages/structured-output/src/testing/schemas.js';

const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

/** Strategies and what bears on them; each with a model that has it. */
const WAYS = [
  { strategy: 'native', model: HAIKU, thinks: false, uses: false },
  { strategy: 'native', model: HAIKU, thinks: true, uses: true },
  { strategy: 'tool', model: HAIKU, thinks: false, uses: false },
  { strategy: 'tool', model: HAIKU, thinks: true, uses: true },
  {
    strategy: 'tool',
    model: 'us.anthropic.claude-opus-4-1-20250805-v1:0',
    thinks: false,
    uses: true,
  },
  { strategy: 'tool', model: 'us.amazon.nova-pro-v1:0', thinks: false, uses: false },
  { strategy: 'tool', model: 'us.meta.llama3-3-70b-instruct-v1:0', thinks: false, uses: true },
  { strategy: 'prompt', model: HAIKU, thinks: true, uses: true },
  { strategy: 'prompt', model: 'amazon.titan-text-express-v1', thinks: false, uses: false },
] as const;
type Way = (typeof WAYS)[number];

interface Body {
  readonly outputConfig?: object;
  readonly toolConfig?: {
    readonly tools: readonly {
      readonly toolSpec?: { readonly name: string; readonly strict?: boolean };
    }[];
  };
}

let emulator: Emulator;
let client: BedrockClient;
/** What the model is to answer, and the schema it is asked for. */
let next: { readonly value: unknown; readonly schema: Readonly<Record<string, unknown>> };

/** The value in the way in which the model is asked to write it. */
function answer({ body, modelId = '' }: ReceivedRequest): ReturnType<typeof reply> {
  const { outputConfig, toolConfig } = body as Body;
  const tool = toolConfig?.tools.find(({ toolSpec }) => toolSpec?.name === STRUCTURED_OUTPUT_TOOL);
  const isStrict = outputConfig !== undefined || tool?.toolSpec?.strict === true;
  const loose = tool ? toolDialect(modelProfile(modelId).toolSchema) : PROMPT_DIALECT;
  const value = compileSchema(next.schema, isStrict ? NATIVE_DIALECT : loose).wrap(next.value);
  const signed = { text: 'I think.', signature: 'c2lnbmVk' };
  const thought = JSON.stringify(body).includes('budget_tokens') ? { reasoning: signed } : {};
  return tool
    ? reply({
        ...thought,
        toolCalls: [{ name: STRUCTURED_OUTPUT_TOOL, input: value as JsonObject }],
      })
    : reply({ ...thought, text: JSON.stringify(value, null, 1), chunkCharacters: 3 });
}

beforeAll(async () => {
  emulator = await startEmulator({ rules: 'strict', replies: answer });
  client = createBedrockClient({ ...emulator.clientOptions, onUnsupported: 'throw' });
});

afterAll(async () => {
  await client.close();
  await emulator.close();
});

function paramsOf({ strategy, model, thinks, uses }: Way, schema: object): ChatParams {
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  return {
    model,
    messages: [{ role: 'user', content: 'Answer.' }],
    response_format: schema,
    structured_output_strategy: strategy,
    ...(thinks ? { thinking: { type: 'enabled', budget_tokens: 1024 } } : {}),
    ...(uses ? { tools: [{ type: 'function', function: { name: 'weather', parameters } }] } : {}),
  };
}

/** A response without what differs from call to call. */
function timeless(response: UnifiedResponse): object {
  const { requestId: _, ...providerMetadata } = response.providerMetadata;
  return response.with({ id: '', providerMetadata });
}

describe.each(WAYS)('$strategy, $model, thinking: $thinks, beside tools: $uses', (way) => {
  it.each(SCHEMA_CASES)('$name', async ({ schema, valid, invalid }) => {
    const params = paramsOf(way, schema);
    for (const value of valid) {
      next = { value, schema };
      const whole = await client.create(params);
      expect(whole.parsed).toEqual(value);
      expect(JSON.parse(whole.text)).toEqual(value);
      expect(whole).toMatchObject({ finishReason: 'stop', toolCalls: [] });

      const stream = client.stream(params);
      const events: UnifiedStreamEvent[] = [];
      for await (const event of stream) events.push(event);
      const streamed = await stream.response;
      // A model that cannot stream with tools says so.
      const isWhole = streamed.warnings.some(({ code }) => code === 'stream_in_one_piece');
      expect(timeless(isWhole ? streamed.with({ warnings: [] }) : streamed)).toEqual(
        timeless(whole),
      );
      const texts = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
      expect(texts.join('')).toBe(whole.text);
      const partials = events.flatMap((event) => (event.type === 'partial' ? [event.partial] : []));
      if (typeof value === 'object' && value !== null) expect(partials.at(-1)).toEqual(value);
      expect(JSON.stringify([whole, streamed, events])).not.toContain(STRUCTURED_OUTPUT_TOOL);

      // What came goes back.
      const { messages } = params;
      const more = [...messages, ...whole.messages, { role: 'user', content: 'Again.' } as const];
      expect(await client.create({ ...params, messages: more })).toMatchObject({ parsed: value });
    }
    for (const value of invalid) {
      next = { value, schema };
      const outcome: unknown = await client.create(params).catch((error: unknown) => error);
      if (isStructuredOutputError(outcome)) {
        expect(outcome).toMatchObject({ reason: 'model_error', partial: { parsed: undefined } });
        expect(outcome.violations.length).toBeGreaterThan(0);
      } else {
        // What models often get wrong is mended, and said.
        expect((outcome as UnifiedResponse).repairs).not.toEqual([]);
      }
    }
  });
});
