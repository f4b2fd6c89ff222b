import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import type { Bench } from '../bench.js';
import { declares, type Group } from '../check.js';
import { expectEqual, expectFailure, expectThat } from '../expectations.js';
import type { MessageScript } from '../scripted-reply.js';
import { OSLO, WEATHER } from './tools.js';

const PIECES = ['Good ', 'morning, ', 'wörld 🌍'];

export const STREAM: Group = {
  name: 'stream',
  checks: [
    {
      name: 'collects to what create gives',
      run: async (bench) => {
        const client = await bench.client(everything(bench));
        const params = bench.params({ ...toolsOf(bench), price: [1, 2] });
        const whole = await client.create(params);
        const streamed = await client.stream(params).response;
        expectEqual('the streamed response', comparable(streamed), comparable(whole));
      },
    },
    {
      name: 'tells the parts in order, from response-start to finish',
      run: async (bench) => {
        const client = await bench.client(everything(bench));
        const stream = client.stream(bench.params(toolsOf(bench)));
        const events: UnifiedStreamEvent[] = [];
        for await (const event of stream) events.push(event);
        const finish = events.at(-1);
        expectEqual('the first event', events[0]?.type, 'response-start');
        expectEqual('the last event', finish?.type, 'finish');
        expectOrder(events);
        const response = await stream.response;
        const text = events.map((event) => (event.type === 'text-delta' ? event.text : ''));
        expectEqual('the text of all deltas', text.join(''), response.text);
        expectThat(
          finish?.type === 'finish' && finish.response === response,
          () => 'the response of finish has to be that of stream.response',
        );
      },
    },
    {
      name: 'asks for nothing until it is read',
      run: async (bench) => {
        const client = await bench.client({ text: PIECES });
        const stream = client.stream(bench.params());
        await client.create(bench.params());
        expectEqual('requests before the stream is read', bench.received.length, 1);
        await stream.response;
        expectEqual('requests after it was read', bench.received.length, 2);
      },
    },
    {
      name: 'gives each piece as it arrives, and closes the connection when it is left',
      needs: 'streaming',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good ', 'morning'], ends: 'silent' });
        let heard = '';
        bench.waitingFor = 'the text that arrived, while the provider is silent';
        for await (const text of client.stream(bench.params()).textStream()) {
          heard += text;
          if (heard === 'Good morning') break;
        }
        bench.waitingFor = 'the connection to be closed, of which serve() tells by reply.onLeft()';
        await bench.left;
      },
    },
    {
      name: 'that is cut ends with incomplete_stream, and with what had arrived',
      needs: 'streaming',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good ', 'morning'], ends: 'cut' });
        const what = 'a stream that is cut';
        const stream = client.stream(bench.params());
        const error = await expectFailure(what, () => stream.response, 'incomplete_stream');
        expectEqual('error.partial.text', error.partial?.text, 'Good morning');
      },
    },
  ],
};

/** All that the models can say in one answer. */
function everything({ manifest }: Bench): MessageScript {
  return {
    ...(declares(manifest, 'reasoning') && {
      ...{ reasoning: ['It is', ' morning.'], signature: 'c2lnbmF0dXJl' },
    }),
    text: PIECES,
    ...(declares(manifest, 'tools') && { toolCalls: [OSLO, { ...OSLO, id: 'call_oslo_2' }] }),
  };
}

function toolsOf({ manifest }: Bench): { tools?: readonly (typeof WEATHER)[] } {
  return declares(manifest, 'tools') ? { tools: [WEATHER] } : {};
}

/** A response without what differs from call to call: ids, times, the provider's own words. */
function comparable(response: UnifiedResponse): object {
  const { model, provider, messages, cost, finishReason, status, warnings, repairs } = response;
  const { raw: _, ...usage } = response.usage;
  return { model, provider, messages, usage, cost, finishReason, status, warnings, repairs };
}

/** Every block starts once, goes on, and ends, and no other block has its index in the meantime. */
function expectOrder(events: readonly UnifiedStreamEvent[]): void {
  const open = new Map<number, string>();
  for (const event of events) {
    const [, kind, step] = /^(text|reasoning|tool-call)-(start|delta|end)$/.exec(event.type) ?? [];
    if (kind === undefined || !('index' in event)) continue;
    const isOpen = open.get(event.index) === kind;
    expectThat(
      step === 'start' ? !open.has(event.index) : isOpen,
      () => `${event.type} of block ${event.index} does not fit: a block starts, goes on and ends`,
    );
    if (step === 'start') open.set(event.index, kind);
    if (step === 'end') open.delete(event.index);
  }
  expectEqual('blocks without an end', [...open.values()], []);
}
