import { UnifiedResponse } from '@outcrop/unified-response';
import { blocksOf, textsOf } from '../blocks.js';
import type { Group } from '../check.js';
import { expectEqual, expectThat } from '../expectations.js';

const FINISH_REASONS = ['stop', 'length', 'content_filter'] as const;

export const TEXT: Group = {
  name: 'text',
  checks: [
    {
      name: 'arrives whole, from the assistant, without a warning',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good ', 'morning, ', 'wörld 🌍'] });
        const response = await client.create(bench.params());
        expectEqual('response.text', response.text, 'Good morning, wörld 🌍');
        expectEqual(
          'roles of response.messages',
          response.messages.map(({ role }) => role),
          ['assistant'],
        );
        const { model, provider, finishReason, status, warnings, repairs } = response;
        expectEqual(
          'response',
          { model, provider, finishReason, status, warnings, repairs },
          {
            model: bench.model,
            provider: bench.manifest.id,
            finishReason: 'stop',
            status: 'completed',
            warnings: [],
            repairs: [],
          },
        );
        expectThat(response.id !== '', () => 'response.id has to say something');
      },
    },
    {
      name: 'and settings of a call reach the provider, system prompt first',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        await client.create(
          bench.params({
            messages: [
              { role: 'system', content: 'Be polite.' },
              { role: 'user', content: 'Good morning' },
              { role: 'assistant', content: 'Good day' },
              { role: 'user', content: 'How are you?' },
            ],
            max_tokens: 77,
            temperature: 0.25,
          }),
        );
        const [request] = bench.received;
        expectEqual('the model that was asked for', request?.model, bench.model);
        expectEqual('the texts that were sent', textsOf(request), [
          'Be polite.',
          'Good morning',
          'Good day',
          'How are you?',
        ]);
        expectEqual('max_tokens that was sent', request?.inference?.maxTokens, 77);
        expectEqual('temperature that was sent', request?.inference?.temperature, 0.25);
      },
    },
    {
      name: 'goes back as it came: response.messages are messages of the next call',
      run: async (bench) => {
        const client = await bench.client({ text: ['It is ', 'five.'] });
        const question = { role: 'user', content: 'What time is it?' } as const;
        const { messages } = await client.create(bench.params({ messages: [question] }));
        const thanks = { role: 'user', content: 'Thanks' } as const;
        await client.create(bench.params({ messages: [question, ...messages, thanks] }));
        expectEqual('the texts that were sent', textsOf(bench.received[1]), [
          'What time is it?',
          'It is five.',
          'Thanks',
        ]);
        expectEqual('blocks of other kinds', blocksOf(bench.received[1], 'generic'), []);
      },
    },
    {
      name: 'ends for a reason: stop, length, content_filter',
      run: async (bench) => {
        const client = await bench.client(
          FINISH_REASONS.map((finishReason) => ({ text: ['Good'], finishReason })),
        );
        for (const reason of FINISH_REASONS) {
          const { finishReason } = await client.create(bench.params());
          expectEqual('response.finishReason', finishReason, reason);
        }
      },
    },
    {
      name: 'that ends for a reason nobody knows is unknown, with the raw word kept',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good'], finishReason: 'unknown' });
        const { finishReason, providerMetadata } = await client.create(bench.params());
        expectEqual('response.finishReason', finishReason, 'unknown');
        expectThat(
          typeof providerMetadata.stopReason === 'string',
          () => "response.providerMetadata.stopReason has to be the provider's own word",
        );
      },
    },
    {
      name: 'says in a warning which parameter was not sent',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        const { warnings } = await client.create({
          ...bench.params(),
          ...{ conformance_parameter: 1 },
        });
        expectThat(
          warnings.some(({ path, message }) =>
            `${path} ${message}`.includes('conformance_parameter'),
          ),
          () => 'response.warnings has to tell of conformance_parameter, which no provider knows',
        );
      },
    },
    {
      name: "has OpenAI's shape and AG2's views, too",
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        const completion = await client.createV1Compatible(bench.params());
        expectEqual('completion.object', completion.object, 'chat.completion');
        expectEqual('content', completion.choices[0]?.message.content, 'Good day');
        const response = await client.create(bench.params());
        expectEqual('messageRetrieval', client.messageRetrieval(response), ['Good day']);
        expectEqual('getUsage().model', client.getUsage(response).model, bench.model);
      },
    },
    {
      name: 'survives JSON, with all that the response has',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'] });
        const response = await client.create(bench.params());
        const read = UnifiedResponse.fromJSON(JSON.stringify(response));
        expectEqual('what is read back', { ...read }, { ...response });
      },
    },
  ],
};
