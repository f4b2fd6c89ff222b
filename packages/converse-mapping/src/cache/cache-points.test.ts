import { modelProfile } from '@outcrop/bedrock-models';
import type {
  ContentBlock,
  ToolDefinition,
  UnifiedMessage,
  UnifiedRequest,
} from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { assistant, system, text, user } from '../testing/conversation.js';
import { toConverseRequest } from '../to-converse-request.js';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
/** Keeps for five minutes only. */
const CLAUDE_4 = 'us.anthropic.claude-sonnet-4-20250514-v1:0';
const NOVA = 'us.amazon.nova-pro-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';

const point = (ttl?: string): ContentBlock => ({
  type: 'cache_point',
  ...(ttl === undefined ? {} : { ttl }),
});
const toolPoint = (ttl?: string): ToolDefinition => ({
  type: 'provider',
  definition: { cachePoint: { type: 'default', ...(ttl === undefined ? {} : { ttl }) } },
});
const find: ToolDefinition = { type: 'function', name: 'find' };
/** About 2,500 tokens. */
const LONG = 'word '.repeat(2000);

/** The request in one line per section: what stands in it, cache points by their lifetime. */
function send(
  model: string,
  messages: readonly UnifiedMessage[],
  more: Partial<UnifiedRequest> = {},
): { readonly sent: readonly string[]; readonly said: readonly string[] } {
  const { input, repairs, warnings } = toConverseRequest(
    { model, messages, tools: [], inference: {}, family: {}, warnings: [], ...more },
    { profile: modelProfile(model) },
  );
  const line = (blocks: readonly object[]): string =>
    blocks
      .map((block) => {
        if (!('cachePoint' in block)) return Object.keys(block)[0];
        return (block.cachePoint as { ttl?: string }).ttl ?? 'point';
      })
      .join(' ');
  return {
    sent: [
      ...(input.toolConfig ? [`tools: ${line(input.toolConfig.tools)}`] : []),
      ...(input.system ? [`system: ${line(input.system)}`] : []),
      ...(input.messages ?? []).map(({ role, content }) => `${role}: ${line(content)}`),
    ],
    said: [...warnings, ...repairs].map(({ code, path }) => `${code} ${path}`),
  };
}

describe("the caller's own cache points", () => {
  test('stay where they are', () => {
    const messages = [system('Be kind.', point('1h')), user('Hi', point(), 'Well?')];
    expect(send(CLAUDE, messages, { tools: [find, toolPoint('1h')] })).toEqual({
      sent: ['tools: toolSpec 1h', 'system: text 1h', 'user: text point text'],
      said: [],
    });
  });

  test('C01: go where the model caches nothing', () => {
    const messages = [system('Be kind.', point()), user('Hi', point())];
    expect(send(LLAMA, messages, { tools: [find, toolPoint()] })).toMatchObject({
      sent: ['tools: toolSpec', 'system: text', 'user: text'],
    });
  });

  test('C03: Nova takes none among its tools', () => {
    expect(send(NOVA, [user('Hi', point())], { tools: [find, toolPoint()] })).toEqual({
      sent: ['tools: toolSpec', 'user: text point'],
      said: ['cache_point_removed tools[1]'],
    });
  });

  test('C02: of more than four, the earliest of the messages go', () => {
    const turns = [1, 2, 3, 4].flatMap((at) => [user(`${at}`, point()), assistant('Yes.')]);
    const { sent, said } = send(CLAUDE, [system('Be kind.', point()), ...turns, user('?')], {
      tools: [find, toolPoint()],
    });
    expect(sent.filter((line) => line.endsWith('point'))).toEqual([
      'tools: toolSpec point',
      'system: text point',
      'user: text point',
      'user: text point',
    ]);
    expect(sent[2]).toBe('user: text');
    expect(said).toEqual([
      'cache_point_removed messages[1].content[1]',
      'cache_point_removed messages[3].content[1]',
    ]);
  });

  test('C04: 1h does not follow 5m', () => {
    const messages = [system('Be kind.', point('5m')), user('Hi', point('1h'))];
    expect(send(CLAUDE, messages)).toEqual({
      sent: ['system: text 5m', 'user: text point'],
      said: ['cache_ttl_lowered messages[1].content[1]'],
    });
  });

  test('a lifetime the model does not have is left to it', () => {
    expect(send(CLAUDE_4, [user('Hi', point('1h'))])).toEqual({
      sent: ['user: text point'],
      said: ['cache_ttl_lowered messages[0].content[1]'],
    });
  });

  test('R08: none follows reasoning', () => {
    const signed: ContentBlock = { type: 'reasoning', reasoning: 'Hm.', signature: 'c2ln' };
    const messages = [user('Hi'), assistant('So.', signed, point()), user('Well?')];
    expect(send(CLAUDE, messages)).toEqual({
      sent: ['user: text', 'assistant: text reasoningContent', 'user: text'],
      said: ['cache_point_removed messages[1].content[2]'],
    });
  });

  test('one is enough, and none comes first', () => {
    expect(send(CLAUDE, [user(point(), 'Hi', point(), point('5m'))]).sent).toEqual([
      'user: text point',
    ]);
  });
});

describe('a cache point behind a document', () => {
  const document = (format: string): ContentBlock => ({
    type: 'document',
    data: Uint8Array.of(1),
    format,
    name: 'report',
  });

  test.each(['docx', 'md', 'csv'])('stands off one of format %s', (format) => {
    const messages = [user('Read.', document(format), point())];
    expect(send(CLAUDE, messages)).toEqual({
      sent: ['user: text document text point'],
      said: ['text_added_before_cache_point messages[0].content[2]'],
    });
  });

  test('stands off a planned one too, and needs no text behind a PDF', () => {
    const auto = { cache: { mode: 'auto' } } as const;
    expect(send(CLAUDE, [user(LONG, document('csv'))], auto).sent).toEqual([
      'user: text document text point',
    ]);
    expect(send(CLAUDE, [user(LONG, document('pdf'))], auto).sent).toEqual([
      'user: text document point',
    ]);
  });
});

test('the history to save has the cache points as they were sent', () => {
  const model = CLAUDE_4;
  const pointless: ContentBlock = { type: 'reasoning', reasoning: 'Hm.', signature: 'c2ln' };
  const messages = [
    system(point(), 'Be kind.', point('1h')),
    user(
      'Read.',
      { type: 'document', data: Uint8Array.of(1), format: 'csv', name: 'rows' },
      point(),
    ),
    assistant('So.', pointless, point()),
    user('1', point(), '2', point(), '3', point()),
  ];
  const request = { model, messages, tools: [], inference: {}, family: {}, warnings: [] };
  const { history, repairs } = toConverseRequest(request);
  expect(repairs.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'cache_point_removed messages[0].content[0]',
    'cache_ttl_lowered messages[0].content[2]',
    'text_added_before_cache_point messages[1].content[2]',
    'cache_point_removed messages[2].content[2]',
    'cache_point_removed messages[1].content[2]',
  ]);
  expect(history).toEqual([
    system('Be kind.', point()),
    user('Read.', messages[1]?.content[1] ?? point(), '(End of the document.)'),
    assistant('So.', pointless),
    user('1', point(), '2', point(), '3', point()),
  ]);
  expect(toConverseRequest({ ...request, messages: history }).repairs).toEqual([]);
});

test('tools that are nothing but a cache point are none', () => {
  expect(send(CLAUDE, [user('Hi')], { tools: [toolPoint()] }).sent).toEqual(['user: text']);
});

describe("cache: 'auto'", () => {
  const auto = { cache: { mode: 'auto' } } as const;

  test('keeps to the lifetimes of the caller: as long as a later point, as short as an earlier', () => {
    const tools = [{ ...find, description: LONG }];
    const later = [system('Be kind.'), user('Hi', point('1h')), assistant('Yes.'), user('And?')];
    expect(send(CLAUDE, later, { ...auto, tools })).toEqual({
      sent: [
        'tools: toolSpec 1h',
        'system: text 1h',
        'user: text 1h',
        'assistant: text',
        'user: text point',
      ],
      said: [],
    });
    const cache = { mode: 'auto', ttl: '1h' } as const;
    const earlier = [system('Be kind.', point()), user('Hi')];
    expect(send(CLAUDE, earlier, { cache, tools })).toEqual({
      sent: ['tools: toolSpec 1h', 'system: text point', 'user: text point'],
      said: ['cache_ttl_lowered cache.ttl'],
    });
  });

  test('never ends a turn twice', () => {
    const own = [user(LONG, point()), assistant('Yes.'), user('And?', point())];
    expect(send(CLAUDE, own, auto)).toEqual({
      sent: ['user: text point', 'assistant: text', 'user: text point'],
      said: [],
    });
  });

  test('takes no more than are left, the most stable first', () => {
    const tools = [{ ...find, description: LONG }];
    const turns = [user('1', point()), assistant('Yes.'), user('2', point()), assistant('Yes.')];
    const messages = [system('Be kind.'), ...turns, user('3')];
    expect(send(CLAUDE, messages, { ...auto, tools })).toEqual({
      sent: [
        'tools: toolSpec point',
        'system: text point',
        'user: text point',
        'assistant: text',
        'user: text point',
        'assistant: text',
        'user: text',
      ],
      said: ['cache_point_skipped messages[4].content'],
    });
  });

  test('skips the tools where the model caches none there, and says so', () => {
    const tools = [{ ...find, description: LONG }];
    expect(send(NOVA, [system('Be kind.'), user('Hi')], { ...auto, tools })).toEqual({
      sent: ['tools: toolSpec', 'system: text point', 'user: text point'],
      said: ['cache_point_skipped tools'],
    });
  });

  test('counts what is before: long tools make a short prompt worth it, a medium is much', () => {
    const image: ContentBlock = { type: 'image', data: Uint8Array.of(1), mediaType: 'image/png' };
    expect(send(CLAUDE, [user('Hi', image)], auto).sent).toEqual(['user: text image']);
    expect(send(CLAUDE, [user('Hi', image, image)], auto).sent).toEqual([
      'user: text image image point',
    ]);
  });

  test('ends the tools, the system prompts and the last two user turns', () => {
    const turns = [user('1'), assistant('Yes.'), user('2'), assistant('Yes.'), user('3')];
    const tools = [{ ...find, description: LONG }];
    expect(send(CLAUDE, [system('Be kind.'), ...turns], { ...auto, tools })).toEqual({
      sent: [
        'tools: toolSpec point',
        'system: text point',
        'user: text',
        'assistant: text',
        'user: text point',
        'assistant: text',
        'user: text point',
      ],
      said: [],
    });
  });

  test('leaves out what is too short to be cached, and says so', () => {
    expect(send(CLAUDE, [system('Be kind.'), user(LONG)], auto)).toEqual({
      sent: ['system: text', 'user: text point'],
      said: ['cache_point_skipped system'],
    });
  });

  test("counts the caller's own points", () => {
    const own = ['1', '2', '3', '4'].flatMap((word) => [text(LONG + word), point()]);
    const { sent } = send(CLAUDE, [system(LONG), user(...own, 'And?')], auto);
    expect(sent.join(' ').match(/point/g)).toHaveLength(4);
  });

  test('takes the wanted lifetime where the model has it', () => {
    const cache = { mode: 'auto', ttl: '1h' } as const;
    expect(send(CLAUDE, [user(LONG)], { cache }).sent).toEqual(['user: text 1h']);
    expect(send(CLAUDE_4, [user(LONG)], { cache }).sent).toEqual(['user: text point']);
  });

  test('says that a model caches nothing', () => {
    expect(send(LLAMA, [user(LONG)], auto)).toEqual({
      sent: ['user: text'],
      said: ['cache_point_skipped cache'],
    });
  });
});

test("cache: 'off' takes out all points of this call, and of the history none", () => {
  const messages = [system('Be kind.', point()), user('Hi', point())];
  const off = { cache: { mode: 'off' } } as const;
  expect(send(CLAUDE, messages, { ...off, tools: [find, toolPoint()] })).toEqual({
    sent: ['tools: toolSpec', 'system: text', 'user: text'],
    said: [],
  });
  const request = { model: CLAUDE, messages, tools: [], inference: {}, family: {}, warnings: [] };
  expect(toConverseRequest({ ...request, ...off }).history).toEqual(messages);
});
