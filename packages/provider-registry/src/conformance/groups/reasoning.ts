import { blocksOf } from '../blocks.js';
import { declares, type Group } from '../check.js';
import { expectEqual } from '../expectations.js';
import { OSLO, WEATHER } from './tools.js';

const THOUGHT = { reasoning: ['It is', ' morning.'], signature: 'c2lnbmF0dXJl' };

export const REASONING: Group = {
  name: 'reasoning',
  checks: [
    {
      name: 'arrives apart from the text, with its signature',
      needs: 'reasoning',
      run: async (bench) => {
        const client = await bench.client({ ...THOUGHT, text: ['Good morning'] });
        const { reasoning, text } = await client.create(bench.params());
        expectEqual('response.text', text, 'Good morning');
        expectEqual(
          'response.reasoning',
          reasoning.map((block) => block.reasoning),
          ['It is morning.'],
        );
        if (!bench.hasRead('signature')) return;
        expectEqual('signature', reasoning[0]?.signature, THOUGHT.signature);
      },
    },
    {
      name: 'goes back signed as it came',
      needs: 'reasoning',
      run: async (bench) => {
        // Providers ask for it in the midst of a tool's turn, where there are tools.
        const withTools = declares(bench.manifest, 'tools');
        const client = await bench.client([
          { ...THOUGHT, ...(withTools ? { toolCalls: [OSLO] } : { text: ['Good day'] }) },
          { text: ['Good'] },
        ]);
        const tools = withTools ? { tools: [WEATHER] } : {};
        const question = { role: 'user', content: 'Good morning?' } as const;
        const { messages } = await client.create(bench.params({ messages: [question], ...tools }));
        const next = withTools
          ? ({ role: 'tool', tool_call_id: OSLO.id, content: 'rain' } as const)
          : ({ role: 'user', content: 'Good' } as const);
        const { text } = await client.create(
          bench.params({ messages: [question, ...messages, next], ...tools }),
        );
        expectEqual('response.text of the next call', text, 'Good');
        if (!bench.hasRead('signature')) return;
        const sent = blocksOf(bench.received[1], 'reasoning').map((block) => [
          block.reasoning,
          block.signature,
        ]);
        expectEqual('the reasoning that was sent back', sent, [
          ['It is morning.', THOUGHT.signature],
        ]);
      },
    },
  ],
};
