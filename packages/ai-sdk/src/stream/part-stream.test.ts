import {
  APICallError,
  type LanguageModelV4CallOptions,
  type LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { reply } from '@outcrop/bedrock-emulator';
import { defineClient } from '@outcrop/provider-registry';
import { ProviderError, type UnifiedStreamEvent } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { emulated, MODEL } from '../../../../tests/support/emulated.js';
import { toLanguageModel } from '../to-language-model.js';

const PROMPT: LanguageModelV4CallOptions = {
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'A poem, please.' }] }],
};

/** The parts of a stream of those events, which may end in an error. */
async function partsOf(
  events: readonly (UnifiedStreamEvent | Error)[],
  options: Partial<LanguageModelV4CallOptions> = {},
): Promise<LanguageModelV4StreamPart[]> {
  const client = defineClient({
    create: () => Promise.reject(new Error('Not asked for.')),
    async *stream() {
      for (const event of events) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  });
  const { stream } = await toLanguageModel(client).doStream({ ...PROMPT, ...options });
  return collect(stream);
}

async function collect<Part>(stream: ReadableStream<Part>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const START = { type: 'response-start', id: 'r1', model: 'm1', provider: 'p1' } as const;
const BROKEN = new ProviderError('It broke.', { reason: 'incomplete_stream', hint: 'Try again.' });

describe('a stream', () => {
  it('tells its warnings first, and the parts of what Converse streams', async () => {
    const { emulator, client } = await emulated();
    emulator.reply(
      reply({
        reasoning: { text: 'Think.', signature: 'c2ln' },
        text: 'Leaves.',
        toolCalls: [{ id: 'tooluse_1', name: 'rhyme', input: { word: 'fall' } }],
        usage: { inputTokens: 3, outputTokens: 4 },
      }),
    );
    const { stream } = await toLanguageModel(client, { modelId: MODEL }).doStream({
      ...PROMPT,
      seed: 7,
      maxOutputTokens: 2000,
      providerOptions: { outcrop: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
      tools: [{ type: 'function', name: 'rhyme', inputSchema: { type: 'object' } }],
    });
    const parts = await collect(stream);
    const [start, metadata, ...rest] = parts;
    expect(start).toMatchObject({ type: 'stream-start', warnings: [{ feature: 'seed' }] });
    expect(metadata).toMatchObject({ type: 'response-metadata', modelId: MODEL });
    expect(rest.map(({ type }) => type)).toEqual([
      'reasoning-start',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-end',
      'tool-input-start',
      'tool-input-delta',
      'tool-input-end',
      'tool-call',
      'finish',
    ]);
    expect(rest[2]).toMatchObject({ providerMetadata: { outcrop: { signature: 'c2ln' } } });
    expect(rest.at(-2)).toMatchObject({ toolCallId: 'tooluse_1', input: '{"word":"fall"}' });
    expect(rest.at(-1)).toMatchObject({
      finishReason: { unified: 'tool-calls', raw: 'tool_use' },
      usage: { inputTokens: { total: 3 }, outputTokens: { total: 4 } },
      providerMetadata: { outcrop: { cost: { status: 'priced' } } },
    });
  });

  it('tells the sources of a text while it is told', async () => {
    const citation = { type: 'citation', title: 'A', snippet: 'a' } as const;
    const parts = await partsOf([
      START,
      { type: 'text-start', index: 0 },
      { type: 'text-delta', index: 0, text: 'So.' },
      { type: 'block', index: 0, block: citation },
      { type: 'text-end', index: 0 },
      BROKEN,
    ]);
    const source = { type: 'source', sourceType: 'document', id: 'r1-0', title: 'A' };
    expect(parts.slice(2, 6)).toMatchObject([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'So.' },
      source,
      {
        type: 'text-end',
        citations: [{ source, citedText: 'a' }],
        providerMetadata: { outcrop: { citations: [citation] } },
      },
    ]);
  });

  it('joins what is sealed', async () => {
    const sealed = (...bytes: number[]): UnifiedStreamEvent => ({
      type: 'reasoning-delta',
      index: 0,
      text: '',
      redacted: Uint8Array.from(bytes),
    });
    const parts = await partsOf([
      START,
      { type: 'reasoning-start', index: 0 },
      sealed(1, 2),
      sealed(3),
      { type: 'reasoning-end', index: 0 },
      BROKEN,
    ]);
    expect(parts[3]).toMatchObject({
      providerMetadata: { outcrop: { redacted: { $bytes: 'AQID' } } },
    });
  });

  it('tells a call that is cut short as what it is, and no call to carry out', async () => {
    const { emulator, client } = await emulated();
    emulator.reply(
      reply.fault('payload', {
        after: 3,
        answer: { toolCalls: [{ name: 'rhyme', input: { word: 'fall' } }], chunkCharacters: 5 },
      }),
    );
    const { stream } = await toLanguageModel(client, { modelId: MODEL }).doStream({
      ...PROMPT,
      tools: [{ type: 'function', name: 'rhyme', inputSchema: { type: 'object' } }],
    });
    const types = (await collect(stream)).map(({ type }) => type);
    expect(types).toContain('tool-input-start');
    expect(types).not.toContain('tool-call');
    expect(types.slice(-2)).toEqual(['error', 'finish']);
  });

  it('has the events themselves, where raw chunks are asked for', async () => {
    const delta = { type: 'text-delta', index: 0, text: 'So.' } as const;
    const events = [START, { type: 'text-start', index: 0 } as const, delta, BROKEN];
    const parts = await partsOf(events, { includeRawChunks: true });
    expect(parts).toContainEqual({ type: 'raw', rawValue: delta });
  });
});

describe('a stream that breaks', () => {
  it('rejects the call while nothing has come', async () => {
    const error = await partsOf([BROKEN]).catch((error: unknown) => error);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      message: 'It broke. Try again.',
      isRetryable: false,
      cause: BROKEN,
    });
  });

  it('tells the error, then what is known', async () => {
    const { emulator, client } = await emulated();
    const answer = { text: 'Autumn leaves drift down.', chunkCharacters: 9 };
    emulator.reply(reply.fault('end', { after: 3, answer }));
    const { stream } = await toLanguageModel(client, { modelId: MODEL }).doStream(PROMPT);
    const parts = await collect(stream);
    expect(parts.slice(-2)).toMatchObject([
      { type: 'error', error: { name: 'AI_APICallError', data: { reason: 'incomplete_stream' } } },
      {
        type: 'finish',
        finishReason: { unified: 'interrupted' },
        providerMetadata: { outcrop: { status: 'in_progress' } },
      },
    ]);
  });

  it('closes the connection when its reader leaves', async () => {
    const { emulator, client } = await emulated();
    emulator.reply(reply.fault('idle', { after: 2, answer: { text: 'Autumn leaves.' } }));
    const { stream } = await toLanguageModel(client, { modelId: MODEL }).doStream(PROMPT);
    const reader = stream.getReader();
    expect((await reader.read()).value).toMatchObject({ type: 'stream-start' });
    await reader.cancel();
    await expect.poll(() => emulator.requests[0]?.closedBy).toBe('client');
  });

  it.each([
    ['an AbortError', () => AbortSignal.abort(), 'aborted'],
    [
      'a TimeoutError',
      () => AbortSignal.abort(new DOMException('Too slow.', 'TimeoutError')),
      'timeout',
    ],
  ])('is %s, with the cause, when it was aborted', async (article, signal, reason) => {
    const { client } = await emulated();
    const model = toLanguageModel(client, { modelId: MODEL });
    const failed = { name: article.split(' ')[1], cause: { reason } };
    const options = { ...PROMPT, abortSignal: signal() };
    await expect(model.doStream(options)).rejects.toMatchObject(failed);
    await expect(model.doGenerate(options)).rejects.toMatchObject(failed);
  });
});
