import type { ChatParams, ChatTool, UnifiedMessage } from '@outcrop/unified-response';
import fc from 'fast-check';
import {
  anyHistory,
  anyText,
} from '../../packages/converse-mapping/src/testing/arbitrary-history.js';
import { anyOddMessage, anyReasonedLoop } from './arbitrary-odd-message.js';
import { anySchema } from './arbitrary-schema.js';
import { type AskedModel, MODELS } from './models.js';

const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');
const latin1 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

const PICTURES = [
  `data:image/png;base64,${latin1('\x89PNG\r\n\x1a\n\0')}`,
  `data:image/jpeg;base64,${latin1('\xff\xd8\xff\xe0')}`,
  `data:image/gif;base64,${latin1('GIF89a\0')}`,
  `data:image/webp;base64,${latin1('RIFF\0\0\0\0WEBPVP8 ')}`,
  // Declared as something else than it is.
  `data:image/png;base64,${latin1('\xff\xd8\xff\xe0')}`,
  `data:image/jpg;base64,${base64(1, 2, 3)}`,
  'https://example.com/picture.png',
  's3://bucket/picture.webp',
];

const FILES = [
  { file_data: `data:application/pdf;base64,${latin1('%PDF-1.7\n')}`, filename: 'Q1.report.pdf' },
  { file_data: latin1('a,b\n1,2'), filename: '\u8ACB\u6C42\u66F8\u30004\u6708.csv' },
  { file_data: latin1('# Notes'), filename: 'notes.md' },
  { file_data: latin1('Notes'), filename: 'notes  two.txt' },
  { file_data: latin1('PK\x03\x04'), filename: `${'long '.repeat(60)}.docx` },
  { file_data: `data:text/html,<p>Hi</p>` },
  { file_id: 'file-abc' },
];

const anyRefusal = fc.record({ type: fc.constant('refusal'), refusal: anyText });

/** Enough for every model to cache. */
const LONG = 'All work and no play makes Jack a dull boy. '.repeat(500);

const anyPart = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('text'), text: anyText }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...PICTURES)
      .map((url) => ({ type: 'image_url', image_url: { url } })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...FILES).map((file) => ({ type: 'file', file })) },
  fc
    .constantFrom(
      { data: latin1('RIFF\0\0\0\0WAVEfmt '), format: 'wav' },
      { data: latin1('ID3\x04'), format: 'mp3' },
    )
    .map((input_audio) => ({ type: 'input_audio', input_audio })),
  anyRefusal,
  fc.constantFrom(
    { type: 'thinking', thinking: 'Well.', signature: 'c2lnbmVk' },
    { type: 'tool_use', id: 'x', name: 'y', input: {} },
    { type: 'web_search_tool_result', content: [] },
    { text: 'without a type' },
  ),
);

const anyContent = fc.oneof(
  anyText,
  fc.array(anyPart, { maxLength: 4 }),
  fc.constantFrom(null, '', [], LONG),
);

const anyId = fc.constantFrom(
  ...['call_1', 'call_2', 'toolu_01', 'functions.find:0', 'abcdefghi', '', 'a b', '\u6771\u4EAC'],
  'x'.repeat(80),
);

const anyToolName = fc.constantFrom(
  ...[
    'find',
    'get-weather',
    'get_weather',
    'mcp.server/tool',
    '\u691C\u7D22',
    'find it',
    'find_it',
  ],
  ...['n'.repeat(64), 'n'.repeat(90)],
);

const anyArguments = fc.constantFrom('{}', '{"a":1}', '', ' ', '{', '[1]', '"text"', '3', 'null');

const anyToolCall = fc.record({
  id: anyId,
  type: fc.constant('function'),
  function: fc.record({ name: anyToolName, arguments: anyArguments }),
});

/** A message in OpenAI's dialect, sound or not. */
const anyChatMessage = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'developer'), content: anyContent }),
  { weight: 3, arbitrary: fc.record({ role: fc.constant('user'), content: anyContent }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        role: fc.constant('assistant'),
        content: anyContent,
        tool_calls: fc.array(anyToolCall, { maxLength: 3 }),
        refusal: anyText,
        reasoning_content: anyText,
        name: fc.constant('ada'),
      },
      { requiredKeys: ['role'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ role: fc.constant('tool'), tool_call_id: anyId, content: anyContent }),
  },
  fc.record({
    role: fc.constant('assistant'),
    content: fc.constant(null),
    function_call: fc.record({ name: anyToolName, arguments: anyArguments }),
  }),
  fc.record({ role: fc.constant('function'), name: anyToolName, content: anyText }),
);

/** A message of the role `tool` is one that has a result; without any it is no message at all. */
function withResults(message: UnifiedMessage): UnifiedMessage {
  const answers = message.content.some(({ type }) => type === 'tool_result');
  return message.role === 'tool' && !answers ? { ...message, role: 'user' } : message;
}

/** More media than any model takes. */
const tooManyMedia = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 25 }) }, fc.constant(105)),
    fc.integer({ min: 0, max: 8 }),
    fc.boolean(),
  )
  .map(([pictures, files, inOneMessage]) => {
    const parts = [
      ...Array.from({ length: pictures }, (_, at) => {
        const url = `data:image/png;base64,${latin1(`\x89PNG\r\n\x1a\n${at}`)}`;
        return { type: 'image_url', image_url: { url } };
      }),
      ...Array.from({ length: files }, () => ({ type: 'file', file: FILES[0] })),
    ];
    if (inOneMessage)
      return [{ role: 'user', content: [{ type: 'text', text: 'See.' }, ...parts] }];
    return parts.flatMap((part) => [
      { role: 'user', content: [{ type: 'text', text: 'See.' }, part] },
      { role: 'assistant', content: 'I see.' },
    ]);
  });

/** A cache point for each turn, as they add up in a long session. */
const tooManyPoints = fc
  .array(fc.constantFrom(undefined, '5m', '1h'), { minLength: 3, maxLength: 7 })
  .map((ttls) =>
    ttls.flatMap((ttl) => [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Go on.' },
          { type: 'cache_point', ...(ttl && { ttl }) },
        ],
      },
      { role: 'assistant', content: 'Well.' },
    ]),
  );

const anyMessages = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: anyChatMessage.map((message): readonly unknown[] => [message]) },
      { weight: 5, arbitrary: anyHistory.map((messages) => messages.map(withResults)) },
      { weight: 4, arbitrary: anyOddMessage.map((message): readonly unknown[] => [message]) },
      { weight: 2, arbitrary: anyReasonedLoop },
      { weight: 1, arbitrary: tooManyMedia },
      { weight: 1, arbitrary: tooManyPoints },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.flat())
  .filter((messages) => messages.length > 0);

const anyTool: fc.Arbitrary<ChatTool> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record(
        {
          name: anyToolName,
          description: fc.constantFrom('Finds it.', '', ' ', LONG),
          parameters: anySchema,
          strict: fc.boolean(),
        },
        { requiredKeys: ['name'] },
      )
      .map((definition) => ({ type: 'function' as const, function: definition })),
  },
  fc.constantFrom<ChatTool>(
    { type: 'custom', custom: { name: 'free text' } },
    { type: 'provider', definition: { cachePoint: { type: 'default' } } },
    { type: 'provider', definition: { cachePoint: { type: 'default', ttl: '1h' } } },
    {
      type: 'provider',
      definition: {
        toolSpec: { name: 'find_it', inputSchema: { json: { type: 'object', properties: {} } } },
      },
    },
  ),
);

const anyToolChoice: fc.Arbitrary<NonNullable<ChatParams['tool_choice']>> = fc.oneof(
  fc.constantFrom('auto' as const, 'none' as const, 'required' as const),
  anyToolName.map((name) => ({ type: 'function' as const, function: { name } })),
);

const JSON_SCHEMA = {
  type: 'json_schema',
  json_schema: {
    name: 'answer',
    schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
  },
};

function paramsFor({ id, profile }: AskedModel): fc.Arbitrary<ChatParams> {
  const fields = {
    model: fc.constant(id),
    messages: anyMessages,
    tools: fc.array(anyTool, { maxLength: 3 }),
    tool_choice: anyToolChoice,
    parallel_tool_calls: fc.boolean(),
    temperature: fc.constantFrom(0, 0.3, 1, 1.7),
    top_p: fc.constantFrom(0, 0.5, 1),
    top_k: fc.constantFrom(1, 40),
    seed: fc.constant(7),
    max_tokens: fc.constantFrom(1, 500, 1024, 5000, 70_000, 200_000),
    stop: fc.constantFrom<string | string[]>('END', '', ['a', '', 'b', 'c'], []),
    reasoning_effort: fc.constantFrom(
      ...(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const),
    ),
    thinking: fc.constantFrom<NonNullable<ChatParams['thinking']>>(
      { type: 'enabled', budget_tokens: 1 },
      { type: 'enabled', budget_tokens: 2048 },
      { type: 'enabled', budget_tokens: 100_000 },
      { type: 'adaptive' },
      { type: 'disabled' },
    ),
    cache: fc.constantFrom<NonNullable<ChatParams['cache']>>(
      'auto',
      'off',
      { ttl: '1h' },
      { ttl: '5m' },
    ),
    supports_system_prompts: fc.constant(false),
    metadata: fc.constantFrom({ user: 'ada' }, { 'k€': '東京', '': 'x' }, {}),
    service_tier: fc.constantFrom('auto', 'default', 'flex', 'priority', 'scale'),
    response_format: fc.constantFrom(
      ...[{ type: 'text' }, ...(profile.structuredOutput.native ? [JSON_SCHEMA] : [])],
    ),
  };
  return fc.record(fields, { requiredKeys: ['model', 'messages'] }) as fc.Arbitrary<ChatParams>;
}

/** Any call of any model, as a caller may put it. */
export const anyCall: fc.Arbitrary<{ readonly model: AskedModel; readonly params: ChatParams }> = fc
  .constantFrom(...MODELS)
  .chain((model) => paramsFor(model).map((params) => ({ model, params })));
