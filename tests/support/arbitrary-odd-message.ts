import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import fc from 'fast-check';
import { anyText } from '../../packages/converse-mapping/src/testing/arbitrary-history.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const PNG = bytes('\x89PNG\r\n\x1a\n\0');
const GIF = bytes('GIF89a\0');

/** Makers of reasoning, by the names they go by in a history. */
const MAKERS = [
  {},
  { provider: 'bedrock' },
  { provider: 'openai', model: 'gpt-6-sol' },
  ...[
    ...['anthropic.claude-sonnet-4-5-20250929-v1:0', 'us.anthropic.claude-opus-4-8'],
    ...['amazon.nova-2-lite-v1:0', 'openai.gpt-oss-120b-1:0', 'moonshot.kimi-k2-thinking'],
    ...['mistral.magistral-small-2509', 'claude', ''],
  ].map((model) => ({ provider: 'bedrock', model })),
];

const anyReasoning = fc.record(
  {
    type: fc.constant('reasoning' as const),
    reasoning: anyText,
    signature: fc.constantFrom('c2lnbmVk', ''),
    redacted: fc.constant(bytes('\x07')),
  },
  { requiredKeys: ['type', 'reasoning'] },
);

const anyMaker = fc.constantFrom(...MAKERS);

const anyMadeReasoning: fc.Arbitrary<ContentBlock> = fc
  .tuple(anyReasoning, anyMaker)
  .map(([block, maker]) => ({ ...block, ...maker }));

const anyDocument: fc.Arbitrary<ContentBlock> = fc.record(
  {
    type: fc.constant('document' as const),
    text: fc.oneof(anyText, fc.array(anyText, { maxLength: 3 })),
    format: fc.constantFrom('pdf', 'txt', 'md', 'csv', 'docx'),
    name: fc.constantFrom('a', 'a', 'a.b', '', '\u3000', 'x'.repeat(300), 'a  b\tc', 'a (2)'),
    context: fc.constant('What it is about.'),
    citations: fc.boolean(),
  },
  { requiredKeys: ['type', 'text'] },
);

/** Documents of bytes, each in a format that it says. */
const anyFile: fc.Arbitrary<ContentBlock> = fc
  .tuple(fc.constantFrom('pdf', 'docx', 'csv', 'html', 'txt'), fc.boolean())
  .map(([format, citations]) => ({ type: 'document', data: bytes('x'), format, citations }));

const anyMedium: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'image', data: PNG, mediaType: 'image/webp' },
  { type: 'image', data: GIF },
  { type: 'image', imageUrl: 'https://example.com/picture.png' },
  { type: 'image', s3Uri: 's3://bucket/picture.jpeg' },
  { type: 'document', s3Uri: 's3://bucket/report.pdf', name: 'report.pdf' },
  { type: 'video', data: bytes('\0\0\0\x18ftypmp42') },
  { type: 'video', s3Uri: 's3://bucket/film.mkv' },
  { type: 'audio', data: bytes('fLaC'), format: 'wav' },
  { type: 'guard', image: { type: 'image', data: GIF } },
  { type: 'guard', text: 'Is this true?', image: { type: 'image', data: PNG } },
);

/** Blocks in Converse's own words, and in those of others. */
const anyGeneric: fc.Arbitrary<ContentBlock> = fc
  .constantFrom<Readonly<Record<string, unknown>>>(
    { text: 'Hi' },
    { text: '' },
    { image: { format: 'png', source: { bytes: PNG } } },
    { image: { format: 'png', source: { bytes: GIF } } },
    { image: { format: 'jpeg', source: { s3Location: { uri: 's3://bucket/picture.jpg' } } } },
    { document: { name: 'a.b', format: 'pdf', source: { bytes: PNG } } },
    { document: { name: 'a.b', source: { text: 'Hi' } } },
    { video: { format: 'mp4', source: { bytes: PNG } } },
    { audio: { format: 'mp3', source: { bytes: PNG } } },
    { cachePoint: { type: 'default', ttl: '1h' } },
    { reasoningContent: { reasoningText: { text: 'Hm.' } } },
    { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2lnbmVk' } } },
    { toolUse: { toolUseId: 'a b', name: 'x y', input: [1] } },
    { toolResult: { toolUseId: 'call_1', content: [{ text: ' ' }], status: 'error' } },
    { guardContent: { text: { text: ' ' } } },
    { searchResult: { source: 's', title: 't', content: [{ text: 'Hi' }] } },
    { citationsContent: { content: [{ text: 'Hi' }], citations: [{ title: 't' }] } },
    { provider: 'openai', text: 'Hi' },
    { originalType: 'thinking', thinking: 'Hm.', signature: 'c2lnbmVk' },
    { provider: 'langchain', image: { url: 'x' } },
    {},
  )
  .map((members) => ({ ...members, type: 'generic' }));

const anyServerTool: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  {
    ...{ type: 'tool_call', id: 'srv_1', name: 'nova_code_interpreter', arguments: '{}' },
    providerData: { bedrock: { type: 'server_tool_use' } },
  } as ContentBlock,
  { type: 'tool_result', toolCallId: 'srv_1', output: { out: 1 } },
);

const anyPlace: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'cache_point' },
  { type: 'cache_point', ttl: '1h' },
  { type: 'cache_point', ttl: '24h' },
);

const anyJson: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'generic', json: [1] },
  { type: 'generic', provider: 'bedrock', json: { a: 1 } },
);

const anyInside = fc.oneof(anyDocument, anyFile, anyMedium, anyGeneric, anyPlace, anyJson);

const anyCall: fc.Arbitrary<ContentBlock> = fc.record({
  type: fc.constant('tool_call' as const),
  id: fc.constantFrom('call_1', 'call_2', 'a b'),
  name: fc.constantFrom('find', 'get-weather', ''),
  arguments: fc.constantFrom('{}', '{"a":1}', '[]'),
});

const anyResult: fc.Arbitrary<ContentBlock> = fc.record(
  {
    type: fc.constant('tool_result' as const),
    toolCallId: fc.constantFrom('call_1', 'call_2', 'a b'),
    output: fc.oneof(fc.array(anyInside, { maxLength: 3 }), fc.jsonValue({ maxDepth: 1 })),
    status: fc.constantFrom('success' as const, 'error' as const),
  },
  { requiredKeys: ['type', 'toolCallId', 'output'] },
);

const anyBlock = fc.oneof(
  ...[anyMadeReasoning, anyDocument, anyFile, anyMedium, anyGeneric, anyServerTool, anyPlace],
  ...[anyCall, anyResult],
  fc.record({ type: fc.constant('text' as const), text: anyText }),
);

/** A message of blocks that are seldom seen, or seldom seen there. */
export const anyOddMessage: fc.Arbitrary<UnifiedMessage> = fc.record({
  role: fc.constantFrom('user', 'assistant', 'assistant', 'user', 'system'),
  content: fc.array(anyBlock, { maxLength: 5 }),
});

/** A tool loop with reasoning, by one maker, as it should be, and still to be gone on with. */
export const anyReasonedLoop: fc.Arbitrary<UnifiedMessage[]> = fc
  .tuple(anyMaker, fc.boolean(), fc.constantFrom('{}', '{"a":1}'), anyInside)
  .map(([maker, isSigned, args, output]) => {
    const reasoning: ContentBlock = {
      ...{ type: 'reasoning' as const, reasoning: 'Let me see.', ...maker },
      ...(isSigned ? { signature: 'c2lnbmVk' } : {}),
    };
    const call: ContentBlock = { type: 'tool_call', id: 'loop_1', name: 'find', arguments: args };
    return [
      { role: 'user', content: [{ type: 'text', text: 'What is it?' }] },
      { role: 'assistant', content: [reasoning, { type: 'text', text: 'I look.' }, call] },
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 'loop_1', output: [output] }] },
    ];
  });
