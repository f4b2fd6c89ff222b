import { modelProfile } from '@outcrop/bedrock-models';
import type {
  ContentBlock,
  ToolDefinition,
  UnifiedMessage,
  UnifiedRequest,
} from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { fromConverseRequest } from './from-converse-request.js';
import { assistant, call, result, system, tool, user } from './testing/conversation.js';
import { countOperations } from './testing/count-operations.js';
import { PERMISSIVE } from './testing/profiles.js';
import { toConverseRequest } from './to-converse-request.js';

/** A conversation of so many messages, for every way in which many of something may meet. */
const CONVERSATIONS: Readonly<Record<string, (count: number) => UnifiedMessage[]>> = {
  'of turns': (count) => times(count, (at) => (at % 2 ? assistant('Yes.') : user('And now?'))),
  'of one role': (count) => times(count, () => ({ ...user('More.'), metadata: { a: 1 } })),
  'of blank texts': (count) => times(count, () => user('', ' ')),
  'of system prompts': (count) => [user('Hi'), ...times(count, () => system('Be kind.'))],
  'of tool loops': (count) =>
    times(count, (at) => (at % 2 ? tool(result(`t${at - 1}`)) : assistant(call(`t${at}`)))),
  'of calls with the same id': (count) =>
    times(count, (at) => (at % 2 ? tool(result('find')) : assistant(call('find')))),
  'of calls with ids that need an alias': (count) =>
    times(count, (at) => (at % 2 ? tool(result('a b')) : assistant(call('a b')))),
  'of parallel calls with the same id': (count) => [
    assistant(...times(count, () => call('find'))),
    ...times(count, () => tool(result('find'))),
  ],
  'of results that answer nothing': (count) => times(count, (at) => tool(result(`t${at}`))),
  'of results in the turns of the assistant': (count) =>
    times(count, (at) => assistant(call(`t${at}`), result(`t${at}`), 'So.')),
  'of texts beside results': (count) => [
    assistant(call('a')),
    user(result('a'), ...times(count, () => 'And?')),
  ],
  'of documents with the same name': (count) =>
    times(count, () => user({ type: 'document', text: 'All is well.', name: 'report' })),
  'of documents without a name': (count) =>
    times(count, () => user({ type: 'document', text: 'All is well.' })),
  'of images': (count) =>
    times(count, () => user({ type: 'image', data: Uint8Array.of(1), mediaType: 'image/png' })),
  'of cache points': (count) => times(count, () => user('Hi', { type: 'cache_point', ttl: '5m' })),
  'of changes of tools': (count) => [
    assistant(call('a')),
    ...times(count, () => system({ type: 'generic', toolAddition: {} })),
  ],
};

const FIND: ToolDefinition = { type: 'function', name: 'find it', strict: true };

/** Four messages that every step of the mapping has something to do with. */
function turnsWithAll(at: number): UnifiedMessage[] {
  const image: ContentBlock = { type: 'image', data: Uint8Array.of(1), mediaType: 'image/png' };
  const document: ContentBlock = { type: 'document', text: 'All is well.', name: 'a.report' };
  const signed: ContentBlock = { type: 'reasoning', reasoning: 'Hm.', signature: 'c2ln' };
  return [
    user('And this?', image, document, { type: 'cache_point', ttl: '1h' }),
    assistant('I look.', signed, call(`find it:${at % 7}`, 'find it', '{')),
    tool(result(`find it:${at % 7}`, [image, document, { type: 'text', text: ' ' }])),
    assistant('So it is.', { type: 'cache_point' }),
  ];
}

function times<Item>(count: number, make: (at: number) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function request(
  messages: readonly UnifiedMessage[],
  tools: readonly ToolDefinition[] = [],
): UnifiedRequest {
  const model = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  return { model, messages, tools, inference: {}, family: {}, warnings: [] };
}

describe('800 of anything cost at most 4.4 times what 200 cost', () => {
  const profiles = [
    modelProfile('us.anthropic.claude-sonnet-4-5-20250929-v1:0'),
    modelProfile('us.meta.llama3-3-70b-instruct-v1:0'),
    PERMISSIVE,
  ];
  const cost = (run: (count: number) => void): number =>
    countOperations(() => run(800)) / countOperations(() => run(200));

  test.each(Object.entries(CONVERSATIONS))('a conversation %s', (_, conversation) => {
    for (const profile of profiles) {
      const small = request(conversation(200));
      const large = request(conversation(800));
      const ratio = cost((count) => {
        toConverseRequest(count === 200 ? small : large, { profile, onUnsupported: 'adapt' });
      });
      expect(ratio).toBeGreaterThan(3);
      expect(ratio).toBeLessThanOrEqual(4.4);
    }
  });

  test.each([
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'us.amazon.nova-2-lite-v1:0',
    'mistral.mistral-large-2407-v1:0',
    'moonshotai.kimi-k3',
    'newcomer.model-1',
  ])('a request with tools, media, reasoning and planned cache points, to %s', (model) => {
    const profile = modelProfile(model);
    const whole = (count: number): UnifiedRequest => ({
      ...request(times(count / 4, turnsWithAll).flat(), [FIND]),
      model,
      cache: { mode: 'auto' },
      reasoningEffort: 'low',
      inference: { maxTokens: 9000, temperature: 1 },
    });
    const [small, large] = [whole(200), whole(800)];
    const ratio = cost((count) => toConverseRequest(count === 200 ? small : large, { profile }));
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThanOrEqual(4.4);
  });

  test.each<[string, (at: number) => string]>([
    ['with names', (at) => `tool_${at}`],
    ['that need an alias', () => 'find it'],
    ['whose aliases meet', (at) => `\u691C\u7D22${String.fromCodePoint(0x4e00 + at)}`],
  ])('tools %s', (_, name) => {
    const tools = (count: number): UnifiedRequest =>
      request(
        [user('Hi')],
        times(count, (at) => ({ type: 'function', name: name(at), parameters: { anyOf: [] } })),
      );
    const [small, large] = [tools(200), tools(800)];
    expect(cost((count) => toConverseRequest(count === 200 ? small : large))).toBeLessThan(4.4);
  });

  test('a conversation off the wire', () => {
    const wire = (count: number): Parameters<typeof fromConverseRequest>[0] => ({
      modelId: 'm',
      messages: times(count, (at) => ({
        role: at % 2 ? 'assistant' : 'user',
        content: [{ text: 'Hi' }, { toolUse: { toolUseId: `t${at}`, name: 'find', input: {} } }],
      })),
    });
    const [small, large] = [wire(200), wire(800)];
    expect(cost((count) => fromConverseRequest(count === 200 ? small : large))).toBeLessThan(4.4);
  });
});
