import type { Group } from '../check.js';
import { expectEqual, expectFailure } from '../expectations.js';
import { abortSource } from '../runtime.js';

const CLOSED = 'the connection to be closed, of which serve() tells by reply.onLeft()';

const LIMIT_MS = 50;

export const ABORT: Group = {
  name: 'abort',
  checks: [
    {
      name: 'before a call: nothing is sent',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        const source = abortSource();
        source.abort();
        const { signal } = source;
        const create = (): unknown => client.create(bench.params(), { signal });
        await expectFailure('create with an aborted signal', create, 'aborted');
        const stream = (): unknown => client.stream(bench.params(), { signal }).response;
        await expectFailure('stream with an aborted signal', stream, 'aborted');
        expectEqual('the number of requests', bench.received.length, 0);
      },
    },
    {
      name: 'while the answer is awaited: the call ends, and its connection',
      run: async (bench) => {
        const client = await bench.client({ ends: 'silent' });
        const source = abortSource();
        const { signal } = source;
        const call = client.create(bench.params(), { signal });
        bench.waitingFor = 'the request, or the end of the call, whose signal is aborted';
        bench.asked.then(() => source.abort());
        await expectFailure('create that is aborted', () => call, 'aborted');
        bench.waitingFor = CLOSED;
        await bench.left;
      },
    },
    {
      name: 'by a time limit of the call is a timeout',
      run: async (bench) => {
        const client = await bench.client({ ends: 'silent' });
        const call = client.create(bench.params(), { timeouts: { totalMs: LIMIT_MS } });
        bench.waitingFor = `the end of the call, whose timeouts.totalMs is ${LIMIT_MS}`;
        await expectFailure('create with a time limit', () => call, 'timeout');
      },
    },
    {
      name: 'in the midst of a stream: it ends, and its connection',
      needs: 'streaming',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good '], ends: 'silent' });
        const source = abortSource();
        const { signal } = source;
        const read = async (): Promise<void> => {
          for await (const { type } of client.stream(bench.params(), { signal })) {
            if (type === 'text-delta') source.abort();
          }
        };
        bench.waitingFor = 'the end of the stream, whose signal is aborted after its first piece';
        await expectFailure('a stream that is aborted', read, 'aborted');
        bench.waitingFor = CLOSED;
        await bench.left;
      },
    },
  ],
};
