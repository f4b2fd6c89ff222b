import {
  AIMessage,
  type AIMessageChunk,
  ChatMessage,
  FunctionMessage,
  HumanMessage,
  RemoveMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { type ContentBlock, isProviderError, parseParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { toChatMessages } from './to-chat-messages.js';

const BYTES = new Uint8Array([1, 2, 3]);
const BASE64 = 'AQID';

/** What the client makes of the content of one human message. */
function blocksOf(...content: object[]): readonly ContentBlock[] | undefined {
  const messages = toChatMessages([new HumanMessage({ content: content as [] })]);
  const request = parseParams({ model: 'm', messages });
  expect(request.warnings).toEqual([]);
  return request.messages[0]?.content;
}

function refusal(...messages: Parameters<typeof toChatMessages>[0]): unknown {
  try {
    return toChatMessages(messages);
  } catch (error) {
    return isProviderError(error) && { reason: error.reason, path: error.path };
  }
}

describe('messages', () => {
  it('keep their roles and names', () => {
    expect(
      toChatMessages([
        new SystemMessage('Be brief.'),
        new HumanMessage({ content: 'Hi', name: 'Ann' }),
        new AIMessage({ content: 'Hello.', name: 'poet' }),
        new ChatMessage('As ever.', 'developer'),
        new ChatMessage('Well?', 'user'),
        new ChatMessage('Well.', 'assistant'),
        new FunctionMessage({ name: 'look', content: 'seen' }),
      ]),
    ).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi', name: 'Ann' },
      { role: 'assistant', content: [{ type: 'text', text: 'Hello.' }], name: 'poet' },
      { role: 'system', content: 'As ever.' },
      { role: 'user', content: 'Well?' },
      { role: 'assistant', content: [{ type: 'text', text: 'Well.' }] },
      { role: 'function', name: 'look', content: 'seen' },
    ]);
  });

  it('that no model knows are refused', () => {
    expect(refusal(new HumanMessage('Hi'), new RemoveMessage({ id: '1' }))).toEqual({
      reason: 'invalid_request',
      path: 'messages[1]',
    });
    expect(refusal(new ChatMessage('?', 'narrator'))).toEqual({
      reason: 'invalid_request',
      path: 'messages[0]',
    });
  });

  it('of tools have texts, lists and errors; a cache point comes after', () => {
    const content = [
      { type: 'text', text: 'A map:', cache_control: { type: 'ephemeral' } },
      { type: 'image', mimeType: 'image/png', data: BASE64 },
    ];
    expect(
      toChatMessages([
        new ToolMessage({ tool_call_id: 'a', content: 'sunny', artifact: { never: 'sent' } }),
        new ToolMessage({ tool_call_id: 'b', content: 'No.', status: 'error' }),
        new ToolMessage({ tool_call_id: 'c', content: content as [] }),
      ]),
    ).toEqual([
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 'a', output: 'sunny' }] },
      {
        role: 'tool',
        content: [{ type: 'tool_result', toolCallId: 'b', output: 'No.', status: 'error' }],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool_result',
            toolCallId: 'c',
            output: [
              { type: 'text', text: 'A map:' },
              { type: 'image', data: BYTES, mediaType: 'image/png' },
            ],
          },
          { type: 'cache_point' },
        ],
      },
    ]);
  });
});

describe('parts', () => {
  const png = { type: 'image', data: BYTES, mediaType: 'image/png' };
  const pdf = { type: 'document', data: BYTES, format: 'pdf' };
  const web = { type: 'image', imageUrl: 'https://example.com/a.png' };

  it.each([
    ['v1 bytes', { type: 'image', mimeType: 'image/png', data: BYTES }, png],
    ['v1 base64', { type: 'image', mimeType: 'image/png', data: BASE64 }, png],
    ['v1 url', { type: 'image', url: web.imageUrl }, web],
    [
      'v1 data url',
      { type: 'image', url: 'data:image/png;base64,AQID' },
      { type: 'image', dataUri: 'data:image/png;base64,AQID' },
    ],
    [
      'v1 file id',
      { type: 'image', fileId: 's3://b/a.png' },
      { type: 'image', s3Uri: 's3://b/a.png' },
    ],
    ['v1 file of an image', { type: 'file', mimeType: 'image/png', data: BASE64 }, png],
    [
      'v1 file',
      { type: 'file', mimeType: 'application/pdf', data: BASE64, metadata: { name: 'Plan' } },
      { ...pdf, name: 'Plan' },
    ],
    [
      'v1 file by its name',
      {
        type: 'file',
        mimeType: 'application/octet-stream',
        data: BASE64,
        metadata: { filename: 'a.CSV' },
      },
      { type: 'document', data: BYTES, format: 'csv', name: 'a.CSV' },
    ],
    [
      'v1 audio',
      { type: 'audio', mimeType: 'audio/wav', data: BASE64 },
      { type: 'audio', data: BYTES, mediaType: 'audio/wav' },
    ],
    [
      'v1 video',
      { type: 'video', mimeType: 'video/mp4', url: 's3://b/v.mp4' },
      { type: 'video', s3Uri: 's3://b/v.mp4', mediaType: 'video/mp4' },
    ],
    [
      'v1 plain text',
      { type: 'text-plain', text: 'All of it.', title: 'Notes', context: 'Old' },
      { type: 'document', format: 'txt', text: 'All of it.', name: 'Notes', context: 'Old' },
    ],
    [
      'v1 text with its sources',
      {
        type: 'text',
        text: 'So.',
        annotations: [
          { type: 'citation', title: 'T', citedText: 'c', url: 'https://example.com' },
          { type: 'other' },
        ],
      },
      {
        type: 'text',
        text: 'So.',
        citations: [{ type: 'citation', title: 'T', snippet: 'c', url: 'https://example.com' }],
      },
    ],
    ['v1 refusal', { type: 'refusal', refusal: 'No.' }, { type: 'text', text: 'No.' }],
    [
      'v0 base64',
      { type: 'image', source_type: 'base64', mime_type: 'image/png', data: BASE64 },
      png,
    ],
    ['v0 url', { type: 'image', source_type: 'url', url: web.imageUrl }, web],
    [
      'v0 text file',
      { type: 'file', source_type: 'text', text: 'All.' },
      { type: 'document', format: 'txt', text: 'All.' },
    ],
    [
      'v0 text',
      { type: 'text', source_type: 'text', text: 'All.' },
      { type: 'text', text: 'All.' },
    ],
    [
      'OpenAI image',
      { type: 'image_url', image_url: { url: web.imageUrl, detail: 'low' } },
      { ...web, detail: 'low' },
    ],
    ['OpenAI image, short', { type: 'image_url', image_url: web.imageUrl }, web],
    [
      'OpenAI file',
      { type: 'file', file: { file_data: BASE64, filename: 'a.pdf' } },
      { ...pdf, name: 'a.pdf' },
    ],
    [
      'OpenAI audio',
      { type: 'input_audio', input_audio: { data: BASE64, format: 'wav' } },
      { type: 'audio', data: BYTES, format: 'wav' },
    ],
    [
      'Anthropic image',
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: BASE64 } },
      png,
    ],
    ['Anthropic url', { type: 'image', source: { type: 'url', url: web.imageUrl } }, web],
    [
      'Anthropic document',
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: BASE64 },
        title: 'Plan',
        citations: { enabled: true },
      },
      { ...pdf, name: 'Plan', citations: true },
    ],
    [
      'Anthropic text',
      {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: 'All.' },
        context: 'Old',
      },
      { type: 'document', format: 'txt', text: 'All.', context: 'Old' },
    ],
    [
      'Anthropic chunks',
      { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'A' }] } },
      { type: 'document', format: 'txt', text: ['A'] },
    ],
    [
      'Anthropic search',
      {
        type: 'search_result',
        source: 'https://example.com',
        title: 'T',
        content: [{ type: 'text', text: 'A' }],
        citations: { enabled: true },
      },
      {
        type: 'search_result',
        source: 'https://example.com',
        title: 'T',
        content: ['A'],
        citations: true,
      },
    ],
    [
      'Anthropic result',
      {
        type: 'tool_result',
        tool_use_id: 'a',
        is_error: true,
        content: [{ type: 'text', text: 'No.' }],
      },
      {
        type: 'tool_result',
        toolCallId: 'a',
        output: [{ type: 'text', text: 'No.' }],
        status: 'error',
      },
    ],
    ['Converse image', { image: { format: 'png', source: { bytes: BYTES } } }, png],
    [
      'Converse image, typed',
      {
        type: 'image',
        image: { format: 'png', source: { s3Location: { uri: 's3://b/a.png', bucketOwner: '1' } } },
      },
      { type: 'image', s3Uri: 's3://b/a.png', mediaType: 'image/png', s3BucketOwner: '1' },
    ],
    [
      'Converse document',
      {
        type: 'document',
        document: {
          format: 'pdf',
          name: 'Plan',
          source: { bytes: BYTES },
          citations: { enabled: true },
        },
      },
      { ...pdf, name: 'Plan', citations: true },
    ],
    [
      'Converse text document',
      { document: { format: 'txt', name: 'Plan', source: { text: 'All.' } } },
      { type: 'document', format: 'txt', name: 'Plan', text: 'All.' },
    ],
    ['Converse text', { text: 'Hi' }, { type: 'text', text: 'Hi' }],
    [
      'Converse cache point',
      { cachePoint: { type: 'default', ttl: '1h' } },
      { type: 'cache_point', ttl: '1h' },
    ],
    [
      'Converse guard',
      { type: 'guard_content', guardContent: { text: { text: 'Hi', qualifiers: ['query'] } } },
      { type: 'guard', text: 'Hi', qualifiers: ['query'] },
    ],
    [
      'Outcrop document',
      { type: 'document', data: BYTES, format: 'pdf', citations: true },
      { ...pdf, citations: true },
    ],
    ['Outcrop image', { type: 'image', data: BYTES, mediaType: 'image/png' }, png],
    ['Outcrop cache point', { type: 'cache_point' }, { type: 'cache_point' }],
    [
      'Outcrop block in non_standard',
      {
        type: 'non_standard',
        value: { type: 'image', data: { $bytes: BASE64 }, mediaType: 'image/png' },
      },
      png,
    ],
    [
      'Outcrop text',
      { type: 'text', text: 'So.', citations: [{ type: 'citation', title: 'T', snippet: 'c' }] },
      { type: 'text', text: 'So.', citations: [{ type: 'citation', title: 'T', snippet: 'c' }] },
    ],
    [
      'Outcrop reasoning',
      { type: 'reasoning', reasoning: '', redacted: BYTES, provider: 'p' },
      { type: 'reasoning', reasoning: '', redacted: BYTES, provider: 'p' },
    ],
    [
      'fields that LangChain has no place for',
      {
        type: 'file',
        mimeType: 'application/pdf',
        data: BASE64,
        outcrop: { citations: true, context: 'Old' },
      },
      { ...pdf, citations: true, context: 'Old' },
    ],
  ])('%s', (_, part, block) => {
    expect(blocksOf(part)).toEqual([block]);
  });

  it('marked for the cache have a cache point after them', () => {
    expect(
      blocksOf({ type: 'text', text: 'Long.', cache_control: { type: 'ephemeral', ttl: '1h' } }),
    ).toEqual([
      { type: 'text', text: 'Long.' },
      { type: 'cache_point', ttl: '1h' },
    ]);
  });

  it('of kinds that nobody knows are told, not dropped', () => {
    const messages = toChatMessages([new HumanMessage({ content: [{ type: 'hologram', at: 1 }] })]);
    const { messages: read, warnings } = parseParams({ model: 'm', messages });
    expect(read[0]?.content).toEqual([{ type: 'generic', originalType: 'hologram', at: 1 }]);
    expect(warnings).toMatchObject([{ code: 'unknown_content', path: 'messages[0].content[0]' }]);
  });

  it.each([
    ['no base64', { type: 'image', mimeType: 'image/png', data: '!' }, 'invalid_request'],
    ['no source', { type: 'audio', mimeType: 'audio/wav' }, 'invalid_request'],
    ['a document at an address', { type: 'file', url: 'https://example.com/a.pdf' }, 'unsupported'],
    ['a file of another provider', { type: 'file', fileId: 'file-1' }, 'unsupported'],
    ['a broken block', { type: 'cache_point', ttl: 1 }, 'invalid_request'],
  ])('that cannot be sent are refused, with their place: %s', (_, part, reason) => {
    expect(refusal(new HumanMessage({ content: [part] }))).toMatchObject({
      reason,
      path: expect.stringContaining('messages[0].content[0]'),
    });
  });
});

describe('what a model said', () => {
  const call = { id: 'a', name: 'look', args: { at: 1 } };
  const block = { type: 'tool_call', id: 'a', name: 'look', arguments: '{"at":1}' };

  function said(message: AIMessage | AIMessageChunk): unknown {
    return toChatMessages([message])[0]?.content;
  }

  it('has its calls once, wherever they stand', () => {
    const text = { type: 'text', text: 'So.' };
    const use = { type: 'tool_use', id: 'a', name: 'look', input: { at: 1 } };
    const delta = { type: 'input_json_delta', index: 1, input: '{}' };
    expect(said(new AIMessage({ content: [text, use], tool_calls: [call] }))).toEqual([
      text,
      block,
    ]);
    expect(said(new AIMessage({ content: [text, use, delta] }))).toEqual([text, block]);
    expect(said(new AIMessage({ content: 'So.', tool_calls: [call] }))).toEqual([text, block]);
    expect(said(new AIMessage({ contentBlocks: [{ type: 'tool_call', ...call }] }))).toEqual([
      block,
    ]);
  });

  it('has calls without an id once', () => {
    const idless = { name: 'look', args: { at: 1 } };
    const content = [{ type: 'tool_call', ...idless }];
    expect(said(new AIMessage({ content, tool_calls: [idless] }))).toEqual([
      { ...block, id: 'call_0' },
    ]);
  });

  it('has the arguments that a program has put in place of its own', () => {
    const edited = { ...call, args: { at: 2 } };
    const told = { type: 'tool_call', ...call, outcrop: { arguments: '{"at":1.0}' } };
    expect(said(new AIMessage({ content: [told], tool_calls: [edited] }))).toEqual([
      { ...block, arguments: '{"at":2}' },
    ]);
  });

  it('has calls with broken arguments as they were', () => {
    const invalid_tool_calls = [{ id: 'a', name: 'look', args: '{"at":' }];
    expect(said(new AIMessage({ content: '', invalid_tool_calls }))).toEqual([
      { ...block, arguments: '{"at":' },
    ]);
  });

  it('has the reasoning of Anthropic and of Converse', () => {
    const thinking = { type: 'thinking', thinking: 'Hm.', signature: 's' };
    const redacted = { type: 'redacted_thinking', data: BASE64 };
    const converse = {
      type: 'reasoning_content',
      reasoningText: { text: 'Hm.', signature: 's' },
    };
    const sealed = { type: 'reasoning_content', redactedContent: BASE64 };
    const open = { type: 'reasoning', reasoning: 'Hm.', signature: 's' };
    const closed = { type: 'reasoning', reasoning: '', redacted: BYTES };
    for (const content of [
      [thinking, redacted],
      [converse, sealed],
    ]) {
      expect(said(new AIMessage({ content: content as [] }))).toEqual([open, closed]);
    }
    const metadata = { response_metadata: { model_provider: 'anthropic' } };
    const content = [thinking, redacted];
    expect(said(new AIMessage({ content, ...metadata }))).toEqual([open, closed]);
  });

  it('is nothing, where it said nothing', () => {
    expect(said(new AIMessage(''))).toEqual([]);
  });
});
