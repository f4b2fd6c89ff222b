import { type Emulator, reply, startEmulator } from '@outcrop/bedrock-emulator';
import type { WireContentBlock } from '@outcrop/converse-mapping';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Conversation, type Exchange } from './support/conversation.js';

describe('a conversation that moves from model to model', () => {
  const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  const NOVA = 'us.amazon.nova-2-lite-v1:0';
  const GPT_OSS = 'openai.gpt-oss-120b-1:0';
  const MISTRAL = 'mistral.mistral-large-2407-v1:0';
  const KIMI = 'moonshot.kimi-k2-thinking';

  const tools = [
    {
      type: 'function' as const,
      function: {
        name: 'weather.now',
        description: 'The weather.',
        parameters: { type: 'object', properties: { place: { type: 'string' } } },
      },
    },
  ];
  const low = { tools, reasoning_effort: 'low' as const };
  const call = (name: string, id: string): object => ({
    toolCalls: [{ name, id, input: { place: 'Oslo' } }],
  });
  const signed = (text: string): object => ({
    reasoning: { text, signature: `c2lnbmVk${text.length}` },
  });

  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ auth: 'none', rules: 'strict' });
  });
  afterEach(() => emulator.close());

  /** All blocks of a request's messages. */
  const blocksOf = ({ mapping }: Exchange): readonly WireContentBlock[] =>
    (mapping.input.messages ?? []).flatMap(({ content }) => content);
  const reasoningOf = (exchange: Exchange): unknown[] =>
    blocksOf(exchange).flatMap((block) =>
      'reasoningContent' in block ? [block.reasoningContent] : [],
    );
  const callsOf = (exchange: Exchange): string[] =>
    blocksOf(exchange).flatMap((block) =>
      'toolUse' in block ? [`${block.toolUse.name} ${block.toolUse.toolUseId}`] : [],
    );

  it('is accepted at every turn, and signed reasoning survives to its maker', async () => {
    const talk = new Conversation(emulator);
    emulator.reply([
      reply({
        ...signed('Oslo, then.'),
        text: 'Let me look.',
        ...call('weather_now', 'tooluse_Kq-1_a'),
      }),
      reply({ ...signed('It rains.'), text: 'It rains in Oslo.' }),
      reply({ reasoning: 'They want more.', ...call('weather_now', 'tooluse_nova') }),
      reply({ text: 'It will rain tomorrow, too.' }),
      reply({ reasoning: 'User asks again.', ...call('weather_now', 'chatcmpl-tool-1') }),
      reply({ reasoning: 'Fine.', text: 'Still rain.' }),
      reply({ text: 'I check.', ...call('weather_now', 'a1B2c3D4e') }),
      reply({ text: 'Rain.' }),
      reply({ reasoning: 'Once more.', ...call('weather_now', 'functions.weather_now:0') }),
      reply({ text: 'Rain it is.' }),
      reply({ ...signed('All say so.'), text: 'It rains.' }),
    ]);
    await talk.say(CLAUDE, 'How is the weather in Oslo?', low);
    const claude = await talk.answer(CLAUDE, { sky: 'rain' }, low);
    await talk.say(NOVA, 'And tomorrow?', low);
    const nova = await talk.answer(NOVA, { sky: 'rain' }, low);
    await talk.say(GPT_OSS, 'Are you sure?', low);
    const gptOss = await talk.answer(GPT_OSS, ['rain', 'snow'], low);
    await talk.say(MISTRAL, 'And you?', { tools });
    const mistral = await talk.answer(MISTRAL, 'rain', { tools });
    await talk.say(KIMI, 'And you?', { tools });
    const kimi = await talk.answer(KIMI, '', { tools });
    const again = await talk.say(CLAUDE, 'What do you make of it?', low);

    const first = { reasoningText: { text: 'Oslo, then.', signature: 'c2lnbmVk11' } };
    const second = { reasoningText: { text: 'It rains.', signature: 'c2lnbmVk9' } };
    expect(reasoningOf(claude)).toEqual([first]);
    for (const other of [nova, gptOss, mistral, kimi]) expect(reasoningOf(other)).toEqual([]);
    expect(reasoningOf(again)).toEqual([first, second]);
    expect(again.mapping.input.additionalModelRequestFields).toHaveProperty('thinking');
    // Names are the caller's own again, ids what each model takes.
    expect(claude.response.messages[0]?.content[0]).toMatchObject({
      type: 'reasoning',
      model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    });
    expect(callsOf(again).map((line) => line.split(' ')[0])).toEqual(Array(5).fill('weather_now'));
    expect(callsOf(again)).toEqual([
      'weather_now tooluse_Kq-1_a',
      'weather_now tooluse_nova',
      'weather_now chatcmpl-tool-1',
      'weather_now a1B2c3D4e',
      expect.stringMatching(/^weather_now [a-z0-9]{24}$/),
    ]);
    expect(callsOf(mistral).map((line) => line.split(' ')[1])).toEqual([
      'tooluse_Kq-1_a',
      'tooluse_nova',
      expect.stringMatching(/^[a-z0-9]{9}$/),
      'a1B2c3D4e',
    ]);
    expect(emulator.requests.map(({ response }) => response.status)).toEqual(Array(11).fill(200));
  });

  it('is accepted also where it moves in the middle of a tool loop', async () => {
    const talk = new Conversation(emulator);
    emulator.reply([
      reply({ ...signed('Oslo, then.'), ...call('weather_now', 'toolu_1') }),
      reply({ reasoning: 'Not enough.', ...call('weather_now', 'tooluse_2') }),
      reply({ text: 'One more.', ...call('weather_now', 'a1B2c3D4e') }),
      reply({ ...signed('Now I know.'), ...call('weather_now', 'toolu_4') }),
      reply({ text: 'It rains.' }),
    ]);
    await talk.say(CLAUDE, 'How is the weather?', low);
    const nova = await talk.answer(NOVA, { sky: 'rain' }, low);
    await talk.answer(MISTRAL, 'rain', { tools });
    // The turn under way was begun by Claude, so its own reasoning stands at its head.
    const claude = await talk.answer(CLAUDE, 'rain', low);
    const end = await talk.answer(CLAUDE, 'rain', low);

    expect(reasoningOf(nova)).toEqual([]);
    expect(reasoningOf(claude)).toHaveLength(1);
    expect(reasoningOf(end)).toHaveLength(2);
    expect(end.mapping.input.additionalModelRequestFields).toHaveProperty('thinking');
    expect(end.response.text).toBe('It rains.');
  });

  it('goes on without thinking where another model has begun the turn, and says so', async () => {
    const talk = new Conversation(emulator);
    emulator.reply([reply({ text: 'I look.', ...call('weather_now', 'a1B2c3D4e') }), 'It rains.']);
    await talk.say(MISTRAL, 'How is the weather?', { tools });
    const { mapping } = await talk.answer(CLAUDE, 'rain', low);
    expect(mapping.input.additionalModelRequestFields).toBeUndefined();
    expect(mapping.warnings).toMatchObject([{ code: 'reasoning_ignored' }]);
  });

  it.each([CLAUDE, NOVA, GPT_OSS, MISTRAL, KIMI])(
    'may meet the stand-in model in each of them: %s',
    async (model) => {
      const talk = new Conversation(emulator);
      const { response } = await talk.say(model, 'What is the weather in Oslo?', { tools });
      expect(response.toolCalls.map(({ name }) => name)).toEqual(['weather.now']);
      const answered = await talk.answer(model, 'rain', { tools });
      expect(answered.response.text).toContain('rain');
      for (const other of [MISTRAL, NOVA, CLAUDE]) await talk.say(other, 'Thanks.');
    },
  );
});
