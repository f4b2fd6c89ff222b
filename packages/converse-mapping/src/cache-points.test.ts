import { modelProfile } from '@outcrop/bedrock-models';
import type {
  ContentBlock,
  ToolDefinition,
  UnifiedMessage,
  UnifiedRequest,
} from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { assistant, system, text, user } from './testing/conversation.js';
import { toConverseRequest } from './to-converse-request.js';

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

describe("cache: 'auto'", () => {
  const auto = { cache: { mode: 'auto' } } as const;

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

test("cache: 'off' takes out all points", () => {
  const messages = [system('Be kind.', point()), user('Hi', point())];
  expect(send(CLAUDE, messages, { cache: { mode: 'off' } }).sent).toEqual([
    'system: text',
    'user: text',
  ]);
});
