import { modelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { normalizeHistory } from './normalize-history.js';
import { assistant, call, result, system, text, tool, user } from './testing/conversation.js';

const CLAUDE_3 = 'anthropic.claude-3-haiku-20240307-v1:0';
const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
/** Takes no assistant turn last. */
const CLAUDE_4_6 = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
/** Takes nothing beside tool results. */
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
/** Takes ids of nine letters and digits. */
const MISTRAL = 'mistral.mistral-large-2407-v1:0';
/** Takes no tools. */
const TITAN = 'amazon.titan-text-express-v1';

function normalize(
  messages: readonly UnifiedMessage[],
  model: string,
): { readonly messages: readonly UnifiedMessage[]; readonly repairs: readonly string[] } {
  const healed = normalizeHistory(messages, { profile: modelProfile(model) });
  const repairs = healed.repairs.map(({ code, path }) => `${code} ${path}`);
  return { messages: healed.messages, repairs };
}

const interrupted = (toolCallId: string): ContentBlock => ({
  type: 'tool_result',
  toolCallId,
  output: 'The tool call was interrupted: there is no result.',
  status: 'error',
});
const signed = (fields: object = {}): ContentBlock => ({
  type: 'reasoning',
  reasoning: 'Let me think.',
  signature: 'c2ln',
  ...fields,
});
const AT_PROVIDER = { providerData: { bedrock: { type: 'server_tool_use' } } };
const cachePoint: ContentBlock = { type: 'cache_point' };
const image: ContentBlock = { type: 'image', data: Uint8Array.of(1), mediaType: 'image/png' };
const report: ContentBlock = { type: 'document', data: Uint8Array.of(1), format: 'pdf', name: 'r' };

interface Case {
  readonly name: string;
  readonly model?: string;
  readonly before: readonly UnifiedMessage[];
  readonly after: readonly UnifiedMessage[];
  /** `code path` of each repair, in order. */
  readonly repairs: readonly string[];
}

const BLANKS = ['', ' ', '\n\t', '\u00A0', '\u2003', '\u3000', '\u200B', '\u200D', '\uFEFF'];

const CASES: readonly Case[] = [
  ...BLANKS.map(
    (blank): Case => ({
      name: `H05: the blank text ${JSON.stringify(blank)} goes`,
      before: [user('Hi', blank)],
      after: [user('Hi')],
      repairs: ['blank_text_removed messages[0].content[1]'],
    }),
  ),
  {
    name: 'blank guarded text goes',
    before: [user('Hi', { type: 'guard', text: ' ' })],
    after: [user('Hi')],
    repairs: ['blank_text_removed messages[0].content[1]'],
  },
  {
    name: 'a message without content goes, and its neighbours are joined',
    before: [user('One'), assistant(' '), user('Two')],
    after: [user('One', 'Two')],
    repairs: [
      'blank_text_removed messages[1].content[0]',
      'empty_message_removed messages[1]',
      'messages_merged messages[2]',
    ],
  },
  {
    name: 'a cache point alone is no content',
    before: [user('One'), assistant('Two'), user(cachePoint)],
    after: [user('One'), assistant('Two')],
    repairs: ['empty_message_removed messages[2]'],
  },
  {
    name: 'H02: neighbours of one role are joined, and what they do not share goes',
    before: [
      { ...user('One'), name: 'ada', metadata: { a: 1 } },
      { ...user('Two'), name: 'bob', metadata: { b: 2 } },
      user('Three'),
    ],
    after: [{ ...user('One', 'Two', 'Three'), metadata: { a: 1, b: 2 } }],
    repairs: ['messages_merged messages[1]', 'messages_merged messages[2]'],
  },
  {
    name: 'a shared name stays',
    before: [
      { ...user('One'), name: 'ada' },
      { ...user('Two'), name: 'ada' },
    ],
    after: [{ ...user('One', 'Two'), name: 'ada' }],
    repairs: ['messages_merged messages[1]'],
  },
  {
    name: 'a blank system message goes, and cache points the model does not take there',
    model: CLAUDE_3,
    before: [system(' '), system('Be kind.', cachePoint), user('Hi')],
    after: [system('Be kind.'), user('Hi')],
    repairs: [
      'blank_text_removed messages[0].content[0]',
      'empty_message_removed messages[0]',
      'cache_point_removed messages[1].content[1]',
    ],
  },
  {
    name: 'a system message in the middle comes first',
    before: [system('One'), user('Two'), system('Three')],
    after: [system('One'), system('Three'), user('Two')],
    repairs: ['system_message_moved messages[2]'],
  },
  {
    name: 'H01: an assistant first gets a user turn before it',
    model: NOVA,
    before: [assistant('Hello!'), user('Hi')],
    after: [user('(The conversation begins with your message.)'), assistant('Hello!'), user('Hi')],
    repairs: ['user_turn_added_first messages[0]'],
  },
  {
    name: 'H01: system prompts alone get a user turn',
    before: [system('Greet the user.')],
    after: [system('Greet the user.'), user('(The conversation begins with your message.)')],
    repairs: ['user_turn_added_first messages'],
  },
  {
    name: 'H04: an assistant last gets a user turn after it where the model needs one',
    model: CLAUDE_4_6,
    before: [user('Hi'), assistant('The answer is')],
    after: [user('Hi'), assistant('The answer is'), user('Please continue.')],
    repairs: ['user_turn_added_last messages[1]'],
  },
  {
    name: 'what an assistant is to go on with does not end in white space',
    before: [user('Hi'), assistant('The answer is: \n')],
    after: [user('Hi'), assistant('The answer is:')],
    repairs: ['prefill_trimmed messages[1].content[0]'],
  },
  {
    name: 'nor where reasoning or a cache point follows it',
    before: [user('Hi'), assistant('The answer is: ', signed(), cachePoint)],
    after: [user('Hi'), assistant('The answer is:', signed(), cachePoint)],
    repairs: ['prefill_trimmed messages[1].content[0]'],
  },
  {
    name: 'T03: a call without a result is closed, and what the user said then is kept',
    before: [user('Hi'), assistant(call('a'), call('b')), user(result('a'), 'Stop!')],
    after: [
      user('Hi'),
      assistant(call('a'), call('b')),
      user(result('a'), interrupted('b'), 'Stop!'),
    ],
    repairs: ['orphan_tool_call_closed messages[1].content[1]'],
  },
  {
    name: 'T03: a call that the history ends with is closed',
    before: [user('Hi'), assistant('Wait.', call('a'))],
    after: [user('Hi'), assistant('Wait.', call('a')), user(interrupted('a'))],
    repairs: ['orphan_tool_call_closed messages[1].content[1]'],
  },
  {
    name: 'T01, T04: a result without a call is told as text',
    before: [user(result('a', 'sunny'), 'Well?')],
    after: [user('[result of a tool call: sunny]', 'Well?')],
    repairs: ['orphan_tool_result_as_text messages[0].content[0]'],
  },
  {
    name: 'T04: a result that comes a turn late is told as text',
    before: [user('Hi'), assistant(call('a')), user('Well?'), assistant('Hm.'), user(result('a'))],
    after: [
      user('Hi'),
      assistant(call('a')),
      user(interrupted('a'), 'Well?'),
      assistant('Hm.'),
      user('[result of a tool call: sunny]'),
    ],
    repairs: [
      'orphan_tool_call_closed messages[1].content[0]',
      'orphan_tool_result_as_text messages[4].content[0]',
    ],
  },
  {
    name: 'an orphan result of blocks keeps its words',
    before: [
      user(
        result('a', [
          text('See'),
          image,
          { type: 'document', text: ['page 1', 'page 2'], name: 'Report' },
          { type: 'search_result', source: 's', title: 't', content: ['c'] },
          { type: 'guard', text: 'guarded' },
          { type: 'citation', title: 'title', snippet: 'snippet' },
          { type: 'generic', json: { x: 1n } },
        ]),
      ),
    ],
    after: [
      user(
        '[result of a tool call: See\n[image]\n[document Report]\npage 1\npage 2\nt\nc\ns\nguarded\ntitle\nsnippet\n{"type":"generic","json":{"x":1}}]',
      ),
    ],
    repairs: ['orphan_tool_result_as_text messages[0].content[0]'],
  },
  {
    name: 'T05: results come first',
    before: [user('Hi'), assistant(call('a'), call('b')), user('Here:', result('b'), result('a'))],
    after: [user('Hi'), assistant(call('a'), call('b')), user(result('b'), result('a'), 'Here:')],
    repairs: [
      'tool_result_moved_first messages[2].content[1]',
      'tool_result_moved_first messages[2].content[2]',
    ],
  },
  {
    name: 'T06: the same result twice counts once',
    before: [user('Hi'), assistant(call('a')), tool(result('a'), result('a'))],
    after: [user('Hi'), assistant(call('a')), user(result('a'))],
    repairs: ['duplicate_tool_result_removed messages[2].content[1]'],
  },
  {
    name: 'T06: of two different results the first counts, and the second is told as text',
    before: [
      user('Hi'),
      assistant(call('a')),
      tool(result('a', 'sunny')),
      tool(result('a', 'rain')),
    ],
    after: [
      user('Hi'),
      assistant(call('a')),
      user(result('a', 'sunny'), '[result of a tool call: rain]'),
    ],
    repairs: ['orphan_tool_result_as_text messages[3].content[0]'],
  },
  {
    name: 'T07: an id that is taken is changed on both sides',
    before: [
      user('Hi'),
      assistant(call('get_weather'), call('get_weather')),
      tool(result('get_weather', 'sunny'), result('get_weather', 'rain')),
      assistant(call('get_weather')),
      tool(result('get_weather', 'snow')),
    ],
    after: [
      user('Hi'),
      assistant(call('get_weather'), call('get_weather_2')),
      user(result('get_weather', 'sunny'), result('get_weather_2', 'rain')),
      assistant(call('get_weather_3')),
      user(result('get_weather_3', 'snow')),
    ],
    repairs: [
      'tool_id_changed messages[1].content[1].id',
      'tool_id_changed messages[3].content[0].id',
    ],
  },
  {
    name: 'a call of a user is told as text',
    before: [user('Hi', call('a', 'find', '{"q":1}'))],
    after: [user('Hi', '[call of the tool find: {"q":1}]')],
    repairs: ['tool_call_as_text messages[0].content[1]'],
  },
  {
    name: 'for a model without tools, calls and results are told as text',
    model: TITAN,
    before: [user('Hi'), assistant(call('a', 'find')), tool(result('a', { n: 1 }))],
    after: [
      user('Hi'),
      assistant('[call of the tool find: {}]'),
      user('[result of a tool call: {"n":1}]'),
    ],
    repairs: [
      'tool_call_as_text messages[1].content[0]',
      'tool_result_as_text messages[2].content[0]',
    ],
  },
  {
    name: 'results that a framework keeps in the turn of the assistant go to the user',
    before: [
      user('Hi'),
      assistant('Let me see.', call('a'), result('a'), 'Sunny.', call('b'), call('c'), result('c')),
      user(result('b'), 'Thanks.'),
    ],
    after: [
      user('Hi'),
      assistant('Let me see.', call('a')),
      user(result('a')),
      assistant('Sunny.', call('b'), call('c')),
      user(result('c'), result('b'), 'Thanks.'),
    ],
    repairs: [
      'tool_result_moved_to_user messages[1].content[2]',
      'tool_result_moved_to_user messages[1].content[6]',
    ],
  },
  {
    name: 'and a cache point behind them goes with them',
    before: [user('Hi'), assistant(call('a'), result('a'), cachePoint), user('So?')],
    after: [user('Hi'), assistant(call('a')), user(result('a'), cachePoint, 'So?')],
    repairs: ['tool_result_moved_to_user messages[1].content[1]', 'messages_merged messages[2]'],
  },
  {
    name: 'a result in the turn of the assistant that answers nothing is told as text',
    before: [user('Hi'), assistant(result('a'), 'Sunny.')],
    after: [user('Hi'), assistant('[result of a tool call: sunny]', 'Sunny.')],
    repairs: ['orphan_tool_result_as_text messages[1].content[0]'],
  },
  {
    name: 'a result in the turn of the assistant never answers a call that only got its id here',
    before: [user('Hi'), assistant(call('a'), call('a'), result('a_2')), user('Well?')],
    after: [
      user('Hi'),
      assistant(call('a'), call('a_2'), '[result of a tool call: sunny]'),
      user(interrupted('a'), interrupted('a_2'), 'Well?'),
    ],
    repairs: [
      'tool_id_changed messages[1].content[1].id',
      'orphan_tool_result_as_text messages[1].content[2]',
      'orphan_tool_call_closed messages[1].content[0]',
      'orphan_tool_call_closed messages[1].content[1]',
    ],
  },
  {
    name: 'media of an assistant become notes, and the words of a document stay',
    before: [
      user('Draw'),
      assistant(image, { type: 'document', text: 'All is well.', name: 'r' }),
      user('More'),
    ],
    after: [
      user('Draw'),
      assistant(
        '[image made by the assistant]',
        '[document made by the assistant]\n[document r]\nAll is well.',
      ),
      user('More'),
    ],
    repairs: [
      'assistant_media_as_text messages[1].content[0]',
      'assistant_media_as_text messages[1].content[1]',
    ],
  },
  {
    name: 'H08: reasoning of a user goes',
    before: [user('Hi', signed())],
    after: [user('Hi')],
    repairs: ['reasoning_removed messages[0].content[1]'],
  },
  {
    name: 'R02: unsigned reasoning goes',
    before: [user('Hi'), assistant({ type: 'reasoning', reasoning: 'Hm.' }, 'Hello'), user('Bye')],
    after: [user('Hi'), assistant('Hello'), user('Bye')],
    repairs: ['reasoning_removed messages[1].content[0]'],
  },
  {
    name: 'R03: reasoning signed by another provider goes',
    before: [user('Hi'), assistant(signed({ provider: 'openai' }), 'Hello'), user('Bye')],
    after: [user('Hi'), assistant('Hello'), user('Bye')],
    repairs: ['reasoning_removed messages[1].content[0]'],
  },
  {
    name: 'R03: reasoning signed by a model of another vendor goes',
    before: [
      user('Hi'),
      assistant(signed({ provider: 'bedrock', model: 'amazon.nova-2-lite-v1:0' }), 'Hello'),
      user('Bye'),
    ],
    after: [user('Hi'), assistant('Hello'), user('Bye')],
    repairs: ['reasoning_removed messages[1].content[0]'],
  },
  {
    name: 'H08: Nova takes no reasoning back, not even its own',
    model: NOVA,
    before: [
      user('Hi'),
      assistant(signed({ provider: 'bedrock', model: 'amazon.nova-2-lite-v1:0' }), 'Hello'),
      user('Bye'),
    ],
    after: [user('Hi'), assistant('Hello'), user('Bye')],
    repairs: ['reasoning_removed messages[1].content[0]'],
  },
  {
    name: 'C01: cache points go where the model caches no messages',
    model: CLAUDE_3,
    before: [user('Hi', cachePoint)],
    after: [user('Hi')],
    repairs: ['cache_point_removed messages[0].content[1]'],
  },
  {
    name: "another provider's block goes",
    before: [user('Hi', { type: 'generic', provider: 'openai', originalType: 'x', x: 1 })],
    after: [user('Hi')],
    repairs: ['foreign_block_removed messages[0].content[1]'],
  },
  {
    name: "a block in Converse's own words obeys the same rules",
    before: [
      user({ type: 'generic', text: 'Hi' }, { type: 'generic', text: ' ' }),
      assistant({ type: 'generic', toolUse: { toolUseId: 'a', name: 'get_weather', input: {} } }),
    ],
    after: [user('Hi'), assistant(call('a')), user(interrupted('a'))],
    repairs: [
      'blank_text_removed messages[0].content[1]',
      'orphan_tool_call_closed messages[1].content[0]',
    ],
  },
  {
    name: 'M02: a document gets a text beside it',
    before: [user(report)],
    after: [user('See the attached document.', report)],
    repairs: ['text_added_beside_document messages[0].content[0]'],
  },
  {
    name: 'T19: an id of another provider gets an alias, the same each time',
    model: MISTRAL,
    before: [user('Hi'), assistant(call('functions.find:0')), tool(result('functions.find:0'))],
    after: [user('Hi'), assistant(call('055k06z08')), user(result('055k06z08'))],
    repairs: ['tool_id_changed messages[1].content[0].id'],
  },
  {
    name: 'where nothing stands beside tool calls, what is said gets a turn of its own before them',
    model: MISTRAL,
    before: [
      user('Hi'),
      assistant('Let me see.', call('abcdefghi'), 'Soon.'),
      user(result('abcdefghi')),
    ],
    after: [
      user('Hi'),
      assistant('Let me see.', 'Soon.'),
      user('Please continue.'),
      assistant(call('abcdefghi')),
      user(result('abcdefghi')),
    ],
    repairs: ['turn_inserted messages[1].content[1]'],
  },
  {
    name: 'a tool that ran at the provider and lost its result is told as text',
    before: [
      user('Hi'),
      assistant({ ...call('s', 'search'), ...AT_PROVIDER }, 'Found it.'),
      user(result('s'), 'Thanks.'),
    ],
    after: [
      user('Hi'),
      assistant('[call of the tool search: {}]', 'Found it.'),
      user('[result of a tool call: sunny]', 'Thanks.'),
    ],
    repairs: [
      'orphan_tool_call_as_text messages[1].content[0]',
      'orphan_tool_result_as_text messages[2].content[0]',
    ],
  },
  {
    name: "what a tool result says in Converse's own words is read",
    before: [
      user('Hi'),
      assistant(call('a')),
      user(
        result('a', [
          { type: 'generic', document: { name: 'a.b', format: 'txt', source: { text: 'Hi' } } },
          { type: 'generic', newPart: { a: 1 } },
        ]),
      ),
    ],
    after: [
      user('Hi'),
      assistant(call('a')),
      user(
        result('a', [
          { type: 'document', name: 'a-b', format: 'txt', text: 'Hi' },
          { type: 'generic', newPart: { a: 1 } },
        ]),
      ),
    ],
    repairs: ['document_name_changed messages[2].content[0].output[0].name'],
  },
  {
    name: 'documents get names that are legal and unique, in tool results too',
    before: [
      user('Hi', { ...report, name: 'r.1' }, { ...report, name: 'r-1' }),
      assistant(call('a')),
      user(result('a', [{ ...report, name: 'r-1' }])),
    ],
    after: [
      user('Hi', { ...report, name: 'r-1' }, { ...report, name: 'r-1 (2)' }),
      assistant(call('a')),
      user(result('a', [{ ...report, name: 'r-1 (3)' }])),
    ],
    repairs: [
      'document_name_changed messages[0].content[1].name',
      'document_name_changed messages[0].content[2].name',
      'document_name_changed messages[2].content[0].output[0].name',
    ],
  },
  {
    name: 'what cannot stand beside results gets a turn of its own, with all that follows it',
    model: LLAMA,
    before: [user('Hi'), assistant(call('a')), user(result('a'), 'And?', 'Well?')],
    after: [
      user('Hi'),
      assistant(call('a')),
      user(result('a')),
      assistant('(Results received.)'),
      user('And?', 'Well?'),
    ],
    repairs: ['turn_inserted messages[2].content[1]'],
  },
  {
    name: 'beside results Claude takes texts, but no documents',
    before: [user('Hi'), assistant(call('a')), user(result('a'), 'And?', report, 'Well?')],
    after: [
      user('Hi'),
      assistant(call('a')),
      user(result('a'), 'And?'),
      assistant('(Results received.)'),
      user(report, 'Well?'),
    ],
    repairs: ['turn_inserted messages[2].content[2]'],
  },
];

describe('normalizeHistory', () => {
  test.each(CASES)('$name', ({ model = CLAUDE, before, after, repairs }) => {
    const healed = normalize(before, model);
    expect(healed.messages).toEqual(after);
    expect(healed.repairs).toEqual(repairs);
    expect(normalize(healed.messages, model)).toEqual({ messages: healed.messages, repairs: [] });
  });

  const serverCall: ContentBlock = {
    ...call('s', 'web_search'),
    ...AT_PROVIDER,
  };

  test.each<{ name: string; messages: readonly UnifiedMessage[] }>([
    { name: 'nothing at all', messages: [] },
    { name: 'a question', messages: [user('Hi')] },
    { name: 'a prefill', messages: [user('Hi'), assistant('The answer is')] },
    {
      name: 'a tool loop with parallel calls',
      messages: [
        system('Be kind.'),
        user('Hi', image),
        assistant(signed(), 'Let me see.', call('a'), call('b')),
        user(result('b'), result('a', { n: 1 }), 'Go on.'),
        assistant('Done.'),
        user('Thanks.', cachePoint),
      ],
    },
    {
      name: 'a tool that ran at the provider',
      messages: [user('Hi'), assistant(serverCall, result('s'), 'Found it.'), user('Thanks.')],
    },
    {
      name: 'redacted reasoning',
      messages: [
        user('Hi'),
        assistant({ type: 'reasoning', reasoning: '', redacted: Uint8Array.of(1) }, 'Hello'),
        user('Bye'),
      ],
    },
    {
      name: 'a change of the tools on offer, at its place',
      messages: [
        user('Hi'),
        assistant('Hello'),
        system({ type: 'generic', provider: 'bedrock', toolAddition: { tool: { name: 'find' } } }),
        user('Find it.'),
      ],
    },
    {
      name: 'a cited answer without text',
      messages: [
        user('Hi'),
        assistant({
          type: 'text',
          text: '',
          citations: [{ type: 'citation', title: 't', snippet: 's' }],
        }),
        user('Bye'),
      ],
    },
  ])('leaves $name as it is', ({ messages }) => {
    expect(normalize(messages, CLAUDE)).toEqual({ messages, repairs: [] });
  });

  test('holds a change of tools back until the calls before it are answered', () => {
    const change = system({ type: 'generic', toolRemoval: { tool: { name: 'find' } } });
    const before = [user('Hi'), assistant(call('a')), change, user(result('a')), assistant('Hm.')];
    expect(normalize([...before, user('Well?')], CLAUDE)).toEqual({
      messages: [
        user('Hi'),
        assistant(call('a')),
        user(result('a')),
        change,
        assistant('Hm.'),
        user('Well?'),
      ],
      repairs: [],
    });
    expect(normalize([user('Hi'), assistant(call('a')), change, assistant('Hm.')], CLAUDE)).toEqual(
      {
        messages: [
          user('Hi'),
          assistant(call('a')),
          user(interrupted('a')),
          change,
          assistant('Hm.'),
        ],
        repairs: ['orphan_tool_call_closed messages[1].content[0]'],
      },
    );
  });
});
