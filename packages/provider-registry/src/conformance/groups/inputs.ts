import type { ChatParams } from '@outcrop/unified-response';
import type { Bench } from '../bench.js';
import { declares, type Group } from '../check.js';
import { expectEqual } from '../expectations.js';
import { OSLO, WEATHER } from './tools.js';

export const INPUTS: Group = {
  name: 'inputs',
  checks: [
    {
      name: 'of a call stay as they are, and may be frozen',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        const params = conversation(bench);
        const before = JSON.stringify(params);
        await client.create(params);
        await client.stream(params).response;
        expectEqual(
          'the params afterwards',
          JSON.parse(JSON.stringify(params)),
          JSON.parse(before),
        );
        const frozen = deepFrozen(params);
        await client.create(frozen);
        await client.stream(frozen).response;
      },
    },
    {
      name: 'of a client stay as they are, and may be frozen',
      run: async (bench) => {
        const config = { ...(await bench.config({ text: ['Good day'] })) };
        const before = { ...config };
        await bench.open(config).create(bench.params());
        expectEqual('the config afterwards', config, before);
        await bench.open(Object.freeze(config)).create(bench.params());
      },
    },
  ],
};

/** A conversation that has all that the models take. */
function conversation(bench: Bench): ChatParams {
  const [id, args] = [OSLO.id, OSLO.arguments.join('')];
  const call = { id, type: 'function', function: { name: OSLO.name, arguments: args } } as const;
  const turns = [
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: id, content: 'rain' },
  ] as const;
  const hasTools = declares(bench.manifest, 'tools');
  return bench.params({
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Be polite.' }] },
      { role: 'user', content: [{ type: 'text', text: 'What is the weather?' }] },
      ...(hasTools ? turns : []),
    ],
    ...(hasTools && { tools: [structuredCopy(WEATHER)] }),
    stop: ['END'],
    price: [1, 2],
  });
}

function structuredCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const item of Object.values(value)) deepFrozen(item);
  return Object.freeze(value);
}
