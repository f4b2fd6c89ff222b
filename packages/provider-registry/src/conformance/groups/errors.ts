import type { Bench } from '../bench.js';
import type { Check, Group } from '../check.js';
import { expectEqual, expectFailure, expectThat } from '../expectations.js';
import type { ReplyFailureReason } from '../reply.js';
import { textsShownBy } from '../shown-texts.js';

/** Every failure of a provider, and whether the same call may succeed when it is sent again. */
const RETRYABLE: Readonly<Record<ReplyFailureReason, boolean>> = {
  throttled: true,
  overloaded: true,
  transient: true,
  invalid_request: false,
  context_overflow: false,
  authentication: false,
  access_denied: false,
  model_not_found: false,
};

const WORDS = 'The conformance kit says no';

export const ERRORS: Group = {
  name: 'errors',
  checks: [
    ...Object.entries(RETRYABLE).map(
      ([reason, retryable]): Check => ({
        name: `of the reason ${reason} are told as such, ${retryable ? '' : 'not '}to be tried again`,
        run: async (bench) => {
          const client = await failing(bench, reason as ReplyFailureReason);
          const create = (): unknown => client.create(bench.params());
          const error = await expectFailure('create', create, reason);
          expectEqual('error.retryable', error.retryable, retryable);
        },
      }),
    ),
    {
      name: 'say who failed, in whose words, and what to do',
      run: async (bench) => {
        const client = await failing(bench, 'invalid_request');
        const create = (): unknown => client.create(bench.params());
        const error = await expectFailure('create', create, 'invalid_request');
        expectEqual('error.provider', error.provider, bench.manifest.id);
        expectThat(Boolean(error.hint), () => 'error.hint has to say what to do');
        expectThat(
          textsShownBy(error).some((text) => text.includes(WORDS)),
          () => `the provider's words, “${WORDS}”, have to be kept in message or cause`,
        );
      },
    },
    {
      name: 'come from a stream as they come from create',
      run: async (bench) => {
        const client = await failing(bench, 'throttled');
        const stream = client.stream(bench.params());
        const error = await expectFailure('stream.response', () => stream.response, 'throttled');
        expectEqual('error.provider', error.provider, bench.manifest.id);
      },
    },
    {
      name: 'name a parameter of the wrong kind, before anything is sent',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        const params = { ...bench.params(), ...{ messages: 'Good day' as never } };
        const error = await expectFailure(
          'create with a text as messages',
          () => client.create(params),
          'invalid_request',
        );
        expectEqual('error.path', error.path, 'messages');
        expectEqual('the number of requests', bench.received.length, 0);
      },
    },
  ],
};

async function failing(bench: Bench, reason: ReplyFailureReason): ReturnType<Bench['client']> {
  return bench.client({ kind: 'failure', reason, message: WORDS });
}
