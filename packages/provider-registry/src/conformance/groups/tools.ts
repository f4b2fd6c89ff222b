import type { ChatTool, UnifiedResponse } from '@outcrop/unified-response';
import type { Bench } from '../bench.js';
import { blocksOf, outputText } from '../blocks.js';
import type { Group } from '../check.js';
import { expectEqual, expectThat, shown } from '../expectations.js';
import type { ReceivedRequest, ReplyToolCall } from '../reply.js';

export const WEATHER: ChatTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer' } },
      required: ['city'],
    },
  },
};

export const OSLO: ReplyToolCall = {
  id: 'call_oslo_1',
  name: 'get_weather',
  arguments: ['{"city":', '"Oslo","days":2}'],
};

const LIMA: ReplyToolCall = {
  id: 'call_lima_2',
  name: 'get_weather',
  arguments: ['{"city":"Li', 'ma"}'],
};

const QUESTION = { role: 'user', content: 'What is the weather?' } as const;

export const TOOLS: Group = {
  name: 'tools',
  checks: [
    {
      name: 'reach the provider with name, description and parameters',
      needs: 'tools',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        await client.create(bench.params({ tools: [WEATHER] }));
        const [tool] = bench.received[0]?.tools ?? [];
        expectThat(
          tool?.type === 'function',
          () => `the tool that was sent has to be a function, and is ${shown(tool)}`,
        );
        expectEqual(
          'the tool that was sent',
          [tool.name, tool.description, Object.keys(tool.parameters?.properties ?? {})],
          ['get_weather', 'The weather of a city.', ['city', 'days']],
        );
      },
    },
    {
      name: 'are called by the model, and the result goes back with the call',
      needs: 'tools',
      run: async (bench) => {
        const client = await bench.client([{ toolCalls: [OSLO] }, { text: ['Rain'] }]);
        const tools = [WEATHER];
        const called = await client.create(bench.params({ messages: [QUESTION], tools }));
        expectCalls(called, [OSLO]);
        expectEqual('response.finishReason', called.finishReason, 'tool_calls');

        const result = { role: 'tool', tool_call_id: OSLO.id, content: 'rain in Oslo' } as const;
        const messages = [QUESTION, ...called.messages, result];
        const { text } = await client.create(bench.params({ messages, tools }));
        expectEqual('response.text after the result', text, 'Rain');
        expectSent(bench, [OSLO], { [OSLO.id]: 'rain in Oslo' });
      },
    },
    {
      name: 'are called in parallel, and each result goes to its own call',
      needs: 'tools',
      run: async (bench) => {
        const calls = [OSLO, LIMA];
        const client = await bench.client([
          { text: ['Let me see.'], toolCalls: calls },
          { text: ['Rain and sun'] },
        ]);
        const tools = [WEATHER];
        const called = await client.create(bench.params({ messages: [QUESTION], tools }));
        expectEqual('response.text beside the calls', called.text, 'Let me see.');
        expectCalls(called, calls);

        const messages = [
          QUESTION,
          ...called.messages,
          { role: 'tool', tool_call_id: LIMA.id, content: 'sun in Lima' } as const,
          { role: 'tool', tool_call_id: OSLO.id, content: 'rain in Oslo' } as const,
        ];
        await client.create(bench.params({ messages, tools }));
        expectSent(bench, calls, { [OSLO.id]: 'rain in Oslo', [LIMA.id]: 'sun in Lima' });
      },
    },
  ],
};

function expectCalls(response: UnifiedResponse, calls: readonly ReplyToolCall[]): void {
  const read = response.toolCalls.map(({ id, name, arguments: json }) => [id, name, parsed(json)]);
  expectEqual('response.toolCalls', read, calls.map(called));
}

/** What the second request has: the calls as they were made, and for each its own result. */
function expectSent(
  { received: [, request] }: Bench,
  calls: readonly ReplyToolCall[],
  results: Readonly<Record<string, string>>,
): void {
  expectEqual('the calls that were sent back', callsIn(request), calls.map(called));
  const sent = blocksOf(request, 'tool_result').map(({ toolCallId, output }) => [
    toolCallId,
    outputText(output),
  ]);
  expectEqual('the number of results that were sent', sent.length, calls.length);
  expectEqual('the results that were sent', Object.fromEntries(sent), results);
}

function callsIn(request: ReceivedRequest | undefined): unknown[] {
  return blocksOf(request, 'tool_call').map(({ id, name, arguments: json }) => [
    id,
    name,
    parsed(json),
  ]);
}

function called({ id, name, arguments: pieces }: ReplyToolCall): unknown[] {
  return [id, name, JSON.parse(pieces.join(''))];
}

/** What cannot be parsed is shown as it is. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
