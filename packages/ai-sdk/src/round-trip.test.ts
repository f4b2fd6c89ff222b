import type { ContentBlock } from '@outcrop/unified-response';
import { generateText, jsonSchema, type ModelMessage, streamText, type ToolResultPart } from 'ai';
import * as ai6 from 'ai-v6';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  messagesOf,
  type RecordingClient,
  recordingClient,
} from '../../../tests/support/recording-client.js';
import { anyCall, anySaid } from './testing/arbitrary-answer.js';
import { toLanguageModel } from './to-language-model.js';

const look = { inputSchema: jsonSchema<Record<string, unknown>>({ type: 'object' }) };
const look6 = { inputSchema: ai6.jsonSchema<Record<string, unknown>>({ type: 'object' }) };

/** An answer with calls of a tool that is on offer, each under an id of its own. */
const anyContent: fc.Arbitrary<ContentBlock[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: anySaid }, { weight: 1, arbitrary: anyCall('look') }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((blocks) =>
    blocks.map((block, at) =>
      block.type === 'tool_call' ? ({ ...block, id: `call${at}` } as ContentBlock) : block,
    ),
  );

/** What the hosts do with an answer: they keep its messages, and send them with the next call. */
const HOSTS = {
  'generateText of AI SDK 7': async ({ client }: RecordingClient) => {
    const model = toLanguageModel(client);
    const { response } = await generateText({ model, prompt: 'Go.', tools: { look } });
    return sendBack(response.messages, (messages) => generateText({ model, messages }));
  },
  'streamText of AI SDK 7': async ({ client }: RecordingClient) => {
    const model = toLanguageModel(client);
    const { response } = streamText({ model, prompt: 'Go.', tools: { look } });
    return sendBack((await response).messages, (messages) => generateText({ model, messages }));
  },
  'generateText of AI SDK 6': async ({ client }: RecordingClient) => {
    const model = toLanguageModel(client, { specification: 'v3' });
    const { response } = await ai6.generateText({ model, prompt: 'Go.', tools: { look: look6 } });
    return sendBack(response.messages as ModelMessage[], (messages) =>
      ai6.generateText({ model, messages: messages as ai6.ModelMessage[] }),
    );
  },
  'streamText of AI SDK 6': async ({ client }: RecordingClient) => {
    const model = toLanguageModel(client, { specification: 'v3' });
    const { response } = ai6.streamText({ model, prompt: 'Go.', tools: { look: look6 } });
    return sendBack((await response).messages as ModelMessage[], (messages) =>
      ai6.generateText({ model, messages: messages as ai6.ModelMessage[] }),
    );
  },
};

/** The next call, with a result for each call of a tool: hosts send no others. */
async function sendBack(
  said: readonly ModelMessage[],
  call: (messages: ModelMessage[]) => PromiseLike<unknown>,
): Promise<void> {
  const assistant = said.filter((message) => message.role === 'assistant');
  const parts = assistant.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  const results = parts.flatMap((part): ToolResultPart[] => {
    if (part.type !== 'tool-call') return [];
    const { toolCallId, toolName } = part;
    const output = { type: 'text', value: 'Seen.' } as const;
    return [{ type: 'tool-result', toolCallId, toolName, output }];
  });
  const tool: ModelMessage[] = results.length > 0 ? [{ role: 'tool', content: results }] : [];
  const user = (content: string): ModelMessage => ({ role: 'user', content });
  await call([user('Go.'), ...assistant, ...tool, user('And now?')]);
}

async function sentBack(
  name: keyof typeof HOSTS,
  content: readonly ContentBlock[],
): Promise<readonly ContentBlock[] | undefined> {
  const recording = recordingClient({ messages: [{ role: 'assistant', content }] });
  await HOSTS[name](recording);
  return messagesOf(recording, 1)[1]?.content;
}

describe('an answer that goes back', () => {
  it.each(Object.keys(HOSTS) as (keyof typeof HOSTS)[])(
    'is the same as it was, after %s',
    async (name) => {
      const isStreamed = name.startsWith('stream');
      await fc.assert(
        fc.asyncProperty(anyContent, async (content) => {
          const expected = isStreamed ? content.map(asStreamed) : content;
          expect(await sentBack(name, expected)).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    },
  );
});

/** The events of a stream say of a text and of reasoning what Converse streams, and nothing else. */
function asStreamed(block: ContentBlock): ContentBlock {
  if (block.type === 'text') {
    const { providerData: _, ...text } = block;
    return text;
  }
  if (block.type === 'tool_call') {
    const { providerData: _, ...call } = block;
    return call;
  }
  if (block.type !== 'reasoning') return block;
  const { providerData: _, summary: __, ...reasoning } = block;
  return { ...reasoning, provider: 'p1', model: 'm1' };
}
