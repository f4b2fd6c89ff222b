// OpenAI Agents takes models of the AI SDK through aisdk().
import assert from 'node:assert/strict';
import { Agent, run, setTracingDisabled, tool } from '@openai/agents';
import { aisdk } from '@openai/agents-extensions/ai-sdk';
import { toLanguageModel } from '@outcrop/ai-sdk';
import { reply } from '@outcrop/bedrock-emulator';
import { z } from 'zod';
import { modelId, PIXEL, runScenarios, until } from './emulated.mjs';

setTracingDisabled(true);

const agentOf = ({ client }, options = {}) =>
  new Agent({
    name: 'Poet',
    instructions: 'Be brief.',
    model: aisdk(toLanguageModel(client, { modelId })),
    ...options,
  });

await runScenarios('OpenAI Agents', {
  async chat(world) {
    world.emulator.reply(reply({ text: 'Leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
    const result = await run(agentOf(world), 'A poem, please.');
    assert.equal(result.finalOutput, 'Leaves.');
    const { usage } = result.state;
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
    const weather = tool({
      name: 'weather',
      description: 'The weather now',
      parameters: z.object({ city: z.string() }),
      execute: async ({ city }) => `sunny in ${city}`,
    });
    const modelSettings = {
      maxTokens: 4000,
      providerData: {
        providerOptions: { outcrop: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
      },
    };
    const agent = agentOf(world, { tools: [weather], modelSettings });
    const result = await run(agent, 'How is the weather in Bern?');
    assert.equal(result.finalOutput, 'Sunny.');
    const [, said, results] = world.emulator.requests[1].body.messages;
    assert.equal(said.content[0].reasoningContent.reasoningText.signature, 'c2ln');
    assert.deepEqual(said.content[1].toolUse.input, { city: 'Bern' });
    assert.deepEqual(results.content[0].toolResult.content, [{ text: 'sunny in Bern' }]);
  },

  async image(world) {
    const image = `data:image/png;base64,${PIXEL.toString('base64')}`;
    const content = [
      { type: 'input_text', text: 'What is this?' },
      { type: 'input_image', image },
    ];
    await run(agentOf(world), [{ role: 'user', content }]);
    const [, sent] = world.emulator.requests[0].body.messages[0].content;
    assert.equal(sent.image.format, 'png');
    assert.equal(sent.image.source.bytes, PIXEL.toString('base64'));
  },

  async 'structured output'(world) {
    world.emulator.reply('{"city":"Bern","rivers":["Aare"]}');
    const outputType = z.object({ city: z.string(), rivers: z.array(z.string()) });
    const result = await run(agentOf(world, { outputType }), 'Bern and its rivers.');
    assert.deepEqual(result.finalOutput, { city: 'Bern', rivers: ['Aare'] });
  },

  async 'stream with abort'(world) {
    const answer = { text: 'Autumn leaves drift down.', chunkCharacters: 9 };
    world.emulator.reply(reply.fault('idle', { after: 3, answer }));
    const controller = new AbortController();
    const { signal } = controller;
    const result = await run(agentOf(world), 'A poem.', { stream: true, signal });
    let text = '';
    for await (const event of result) {
      if (event.type !== 'raw_model_stream_event') continue;
      if (event.data.type !== 'output_text_delta') continue;
      text += event.data.delta;
      if (text.length === 18) controller.abort();
    }
    assert.equal(result.cancelled, true);
    assert.equal(text, 'Autumn leaves drif');
    await until(() => world.emulator.requests[0].closedBy === 'client');
  },
});
