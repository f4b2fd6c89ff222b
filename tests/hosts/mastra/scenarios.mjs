// Mastra's agents take language models of the AI SDK as they are.
import assert from 'node:assert/strict';
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { toLanguageModel } from '@outcrop/ai-sdk';
import { reply } from '@outcrop/bedrock-emulator';
import { z } from 'zod';
import { modelId, PIXEL, runScenarios, until } from './emulated.mjs';

const agentOf = ({ client }, options = {}) =>
  new Agent({
    id: 'poet',
    name: 'Poet',
    instructions: 'Be brief.',
    model: toLanguageModel(client, { modelId }),
    ...options,
  });

await runScenarios('Mastra', {
  async chat(world) {
    world.emulator.reply(reply({ text: 'Leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
    const { text, usage, finishReason } = await agentOf(world).generate('A poem, please.');
    assert.equal(text, 'Leaves.');
    assert.equal(finishReason, 'stop');
    assert.deepEqual([usage.inputTokens, usage.outputTokens], [13, 9]);
    assert.deepEqual(world.emulator.requests[0].body.system, [{ text: 'Be brief.' }]);
  },

  async 'tool loop'(world) {
    world.emulator.reply([
      reply({
        reasoning: { text: 'There is a tool.', signature: 'c2ln' },
        toolCalls: [{ name: 'weather', input: { city: 'Bern' } }],
      }),
      'Sunny.',
    ]);
    const weather = createTool({
      id: 'weather',
      description: 'The weather now',
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => ({ sky: `sunny in ${city}` }),
    });
    const agent = agentOf(world, { tools: { weather } });
    const { text } = await agent.generate('How is the weather in Bern?', {
      maxSteps: 3,
      modelSettings: { maxOutputTokens: 4000 },
      providerOptions: { outcrop: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
    });
    assert.equal(text, 'Sunny.');
    const [, said, results] = world.emulator.requests[1].body.messages;
    assert.equal(said.content[0].reasoningContent.reasoningText.signature, 'c2ln');
    assert.deepEqual(said.content[1].toolUse.input, { city: 'Bern' });
    assert.deepEqual(results.content[0].toolResult.content, [{ json: { sky: 'sunny in Bern' } }]);
  },

  async image(world) {
    const content = [
      { type: 'text', text: 'What is this?' },
      { type: 'image', image: new Uint8Array(PIXEL), mimeType: 'image/png' },
    ];
    await agentOf(world).generate([{ role: 'user', content }]);
    const sent = world.emulator.requests[0].body.messages[0].content.find((block) => block.image);
    assert.equal(sent?.image.format, 'png');
    assert.equal(sent.image.source.bytes, PIXEL.toString('base64'));
  },

  async 'structured output'(world) {
    world.emulator.reply('{"city":"Bern","rivers":["Aare"]}');
    const schema = z.object({ city: z.string(), rivers: z.array(z.string()) });
    const { object } = await agentOf(world).generate('Bern and its rivers.', {
      structuredOutput: { schema },
    });
    assert.deepEqual(object, { city: 'Bern', rivers: ['Aare'] });
  },

  async 'stream with abort'(world) {
    const answer = { text: 'Autumn leaves drift down.', chunkCharacters: 9 };
    world.emulator.reply(reply.fault('idle', { after: 3, answer }));
    const controller = new AbortController();
    const { textStream } = await agentOf(world).stream('A poem.', {
      abortSignal: controller.signal,
    });
    let text = '';
    for await (const piece of textStream) {
      text += piece;
      if (text.length === 18) controller.abort();
    }
    assert.equal(text, 'Autumn leaves drif');
    await until(() => world.emulator.requests[0].closedBy === 'client');
  },
});
