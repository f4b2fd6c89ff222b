// Strands takes models of the AI SDK, of specification v3, through VercelModel.
import assert from 'node:assert/strict';
import { toLanguageModel } from '@outcrop/ai-sdk';
import { reply } from '@outcrop/bedrock-emulator';
import { Agent, ImageBlock, TextBlock, tool } from '@strands-agents/sdk';
import { VercelModel } from '@strands-agents/sdk/models/vercel';
import { z } from 'zod';
import { modelId, PIXEL, runScenarios, until } from './emulated.mjs';

const agentOf = ({ client }, { call, provider, ...options } = {}) =>
  new Agent({
    model: new VercelModel({
      provider: toLanguageModel(client, { modelId, provider, specification: 'v3' }),
      ...call,
    }),
    systemPrompt: 'Be brief.',
    printer: false,
    ...options,
  });

await runScenarios('Strands', {
  async chat(world) {
    world.emulator.reply(reply({ text: 'Leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
    const result = await agentOf(world).invoke('A poem, please.');
    assert.equal(result.toString(), 'Leaves.');
    assert.equal(result.stopReason, 'endTurn');
    assert.deepEqual(world.emulator.requests[0].body.system, [{ text: 'Be brief.' }]);
  },

  async 'tool loop'(world) {
    world.emulator.reply([
      reply({ toolCalls: [{ name: 'weather', input: { city: 'Bern' } }] }),
      'Sunny.',
    ]);
    const weather = tool({
      name: 'weather',
      description: 'The weather now',
      inputSchema: z.object({ city: z.string() }),
      callback: ({ city }) => `sunny in ${city}`,
    });
    const result = await agentOf(world, { tools: [weather] }).invoke('The weather in Bern?');
    assert.equal(result.toString(), 'Sunny.');
    const [, said, results] = world.emulator.requests[1].body.messages;
    assert.deepEqual(said.content[0].toolUse.input, { city: 'Bern' });
    assert.deepEqual(results.content[0].toolResult.content, [{ text: 'sunny in Bern' }]);
  },

  async 'prompt caching'(world) {
    // Strands places cache points for the providers whose names it knows.
    const call = { cacheConfig: { strategy: 'auto' } };
    await agentOf(world, { provider: 'amazon-bedrock', call }).invoke('A poem, please.');
    const { system, messages } = world.emulator.requests[0].body;
    assert.deepEqual(system, [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }]);
    assert.deepEqual(messages[0].content.at(-1), { cachePoint: { type: 'default' } });
  },

  async image(world) {
    await agentOf(world).invoke([
      new TextBlock('What is this?'),
      new ImageBlock({ format: 'png', source: { bytes: new Uint8Array(PIXEL) } }),
    ]);
    const [, sent] = world.emulator.requests[0].body.messages[0].content;
    assert.equal(sent.image.format, 'png');
    assert.equal(sent.image.source.bytes, PIXEL.toString('base64'));
  },

  async 'structured output'(world) {
    const structuredOutputSchema = z.object({ city: z.string() });
    const { structuredOutput } = await agentOf(world, { structuredOutputSchema }).invoke(
      'The city of “Bern”.',
    );
    assert.deepEqual(structuredOutput, structuredOutputSchema.parse(structuredOutput));
  },

  async 'stream with abort'(world) {
    const answer = { text: 'Autumn leaves drift down.', chunkCharacters: 9 };
    world.emulator.reply(reply.fault('idle', { after: 3, answer }));
    const controller = new AbortController();
    // Strands passes no signal of its own on: it goes with the settings of the model's calls.
    const agent = agentOf(world, { call: { abortSignal: controller.signal } });
    let text = '';
    await assert.rejects(async () => {
      for await (const event of agent.stream('A poem.')) {
        const delta = event.event?.delta ?? event.delta;
        if (delta?.type !== 'textDelta') continue;
        text += delta.text;
        if (text.length === 18) controller.abort();
      }
    }, /abort/i);
    assert.equal(text, 'Autumn leaves drif');
    await until(() => world.emulator.requests[0].closedBy === 'client');
  },
});
