import { load } from '@langchain/core/load';
import {
  type AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
} from '@langchain/core/messages';
import type { ContentBlock } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  messagesOf,
  type RecordingClient,
  recordingClient,
} from '../../../tests/support/recording-client.js';
import { ChatOutcrop } from './chat-outcrop.js';
import { anyContent, asStreamed } from './testing/arbitrary-answer.js';

type Options = { outputVersion: 'v0' | 'v1' };

const human = new HumanMessage('Go.');

/** Where an answer may cite, no text of its stream can be a string. */
const citing = new HumanMessage({
  content: [{ type: 'document', text: 'Go.', format: 'txt', citations: true }],
});

/** The ways in which an answer reaches a program. */
const WAYS = {
  invoke: async (model: ChatOutcrop, options: Options) => model.invoke([human], options),
  'a collected stream': async (model: ChatOutcrop, options: Options) => collected(model, options),
  streamEvents: async (model: ChatOutcrop, options: Options) =>
    model.streamEvents([human], options),
};

/** What becomes of it before it goes back. */
const STAYS = {
  'as it is': async (message: BaseMessage) => message,
  'loaded from JSON': async (message: BaseMessage) =>
    load<BaseMessage>(JSON.stringify(message), { importMap: {} }),
  'stored as a dictionary': async (message: BaseMessage) => {
    const [stored] = mapChatMessagesToStoredMessages([message]);
    const read = JSON.parse(JSON.stringify([stored]));
    return mapStoredMessagesToChatMessages(read)[0] ?? message;
  },
};

async function collected(
  model: ChatOutcrop,
  options: Options,
  asked: BaseMessage = human,
): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | undefined;
  for await (const chunk of await model.stream([asked], options)) {
    whole = whole === undefined ? chunk : whole.concat(chunk);
  }
  return whole ?? new AIMessageChunk('');
}

/** The blocks that the next call sends for the answer. */
async function sentBack(recording: RecordingClient, message: BaseMessage) {
  await new ChatOutcrop({ client: recording.client }).invoke([human, message, human]);
  return messagesOf(recording, recording.calls.length - 1)[1]?.content;
}

function answering(content: readonly ContentBlock[]): RecordingClient {
  return recordingClient({ messages: [{ role: 'assistant', content }] });
}

describe('an answer that goes back', () => {
  const ways = Object.keys(WAYS) as (keyof typeof WAYS)[];
  const stays = Object.keys(STAYS) as (keyof typeof STAYS)[];
  const versions = ['v0', 'v1'] as const;
  const cases = ways.flatMap((way) =>
    stays.flatMap((stay) => versions.map((outputVersion) => ({ way, stay, outputVersion }))),
  );

  it.each(cases)(
    'is what it was, from $way, $stay, $outputVersion',
    async ({ way, stay, ...options }) => {
      await fc.assert(
        fc.asyncProperty(anyContent, async (content) => {
          const expected = way === 'invoke' ? content : content.map(asStreamed);
          const recording = answering(expected);
          const message = await WAYS[way](new ChatOutcrop(recording), options);
          expect(await sentBack(recording, await STAYS[stay](message))).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('says the same when its chunks are joined', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, fc.constantFrom(...versions), async (content, outputVersion) => {
        const model = new ChatOutcrop(answering(content.map(asStreamed)));
        const asked = content.some((block) => 'citations' in block) ? citing : human;
        const whole = await model.invoke([human], { outputVersion });
        const joined = await collected(model, { outputVersion }, asked);
        const { tokenUsage: _, ...metadata } = whole.response_metadata;
        expect(joined.response_metadata).toEqual(metadata);
        expect(joined.usage_metadata).toEqual(whole.usage_metadata);
        expect(joined.id).toBe(whole.id);
        expect(joined.text).toBe(whole.text);
        expect(withoutIndex(joined.content)).toEqual(whole.content);
      }),
      { numRuns: 300 },
    );
  });
});

/** LangChain joins parts by their index, and leaves it there. */
function withoutIndex(content: AIMessage['content']): unknown {
  if (typeof content === 'string') return content;
  return content.map(({ index: _, ...part }) => part);
}
