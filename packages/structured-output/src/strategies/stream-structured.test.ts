import {
  type ContentBlock,
  type FinishReason,
  replayResponse,
  type StructuredOutputStrategy,
  type UnifiedRequest,
  UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveResponseFormat } from '../resolve-response-format.js';
import { NATIVE_DIALECT, toolDialect } from '../schema-dialect.js';
import { createStructured } from './answer-rounds.js';
import type { StructuredOutputPlan } from './plan.js';
import { planStructuredOutput } from './plan-structured-output.js';
import { streamStructured } from './stream-structured.js';
import { STRUCTURED_OUTPUT_TOOL } from './structured-output-tool.js';

const OBJECT = {
  type: 'object',
  properties: { name: { type: 'string' }, n: { type: 'number' } },
  required: ['n'],
  additionalProperties: false,
};
const LIST = { type: 'array', items: { type: 'number' } };

const tool = toolDialect({ rootComposition: false, references: true });
const request: UnifiedRequest = {
  model: 'm',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  inference: {},
  family: {},
  tools: [{ type: 'function', name: 'weather' }],
  warnings: [],
};

function planOf(
  strategy: StructuredOutputStrategy,
  schema: object,
  maxRepairs: number,
): StructuredOutputPlan {
  const formatter = { schema, format: (value: unknown) => `<${JSON.stringify(value)}>` };
  const format = resolveResponseFormat(maxRepairs === 2 ? formatter : schema);
  if (!format) throw new Error('no format');
  const asked = { ...request, structuredOutputStrategy: strategy, maxRepairs };
  return planStructuredOutput(asked, format, {
    native: NATIVE_DIALECT,
    tool,
    toolChoices: ['auto', 'any'],
  });
}

/** Texts as models write answers: whole, fenced, wrapped, wrong and cut. */
const anyAnswer = fc.constantFrom(
  ...['{"n": 1}', '{"name": "a \\"b\\"", "n": 2.5}', '[1, 2]', '{"data": [1, 2]}', '{"n": "3"}'],
  ...['{"n": null}', '{}', '[]', 'null', '7', '{"data":{"n":1}}'],
);
const anyText = fc.oneof(
  anyAnswer,
  anyAnswer.map((json) => `\`\`\`json\n${json}\n\`\`\``),
  anyAnswer.map((json) => `Here it is: ${json} Done.`),
  fc.constantFrom('', ' ', 'I cannot.', '{"n": ', '[1, 2', '{not JSON}'),
);
const anyBlock: fc.Arbitrary<ContentBlock> = fc.oneof(
  anyText.map((text): ContentBlock => ({ type: 'text', text })),
  anyAnswer.map(
    (json): ContentBlock => ({
      type: 'tool_call',
      id: 'a',
      name: STRUCTURED_OUTPUT_TOOL,
      arguments: json,
    }),
  ),
  fc.constant<ContentBlock>({ type: 'tool_call', id: 'w', name: 'weather', arguments: '{}' }),
  fc.constant<ContentBlock>({ type: 'reasoning', reasoning: 'Hm.', signature: 's' }),
  fc.constant<ContentBlock>({
    type: 'generic',
    originalType: 'tool_call',
    id: 'c',
    name: STRUCTURED_OUTPUT_TOOL,
    arguments: '{"n": 1',
  }),
  fc.constant<ContentBlock>({ type: 'citation', title: 't', snippet: 's' }),
);

const anyResponse = fc
  .record({
    blocks: fc.array(anyBlock, { maxLength: 4 }),
    cut: fc.constantFrom<FinishReason | undefined>(
      undefined,
      undefined,
      'length',
      'content_filter',
    ),
  })
  .map(({ blocks, cut }) => {
    const isCalling = blocks.some(({ type }) => type === 'tool_call');
    // Ids are unique in a response.
    const content = blocks.map((block, at) => ('id' in block ? { ...block, id: `t${at}` } : block));
    return new UnifiedResponse({
      id: 'r',
      model: 'm',
      provider: 'p',
      messages: [{ role: 'assistant', content }],
      finishReason: cut ?? (isCalling ? 'tool_calls' : 'stop'),
      usage: {
        inputTokens: 1,
        outputTokens: 1,
        totalTokens: 2,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
      },
      warnings: [{ code: 'given', message: 'Given.' }],
    });
  });

/** The events of a response with its texts in pieces, in batches. */
async function* events(
  response: UnifiedResponse,
  size: number,
): AsyncGenerator<readonly UnifiedStreamEvent[]> {
  const cut = (text: string): string[] => text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [''];
  let batch: UnifiedStreamEvent[] = [];
  for (const event of replayResponse(response)) {
    if (event.type === 'text-delta') {
      batch.push(...cut(event.text).map((text) => ({ ...event, text })));
    } else if (event.type === 'tool-call-delta') {
      batch.push(...cut(event.arguments).map((text) => ({ ...event, arguments: text })));
    } else batch.push(event);
    if (batch.length >= size) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

interface Streamed {
  readonly seen: readonly UnifiedStreamEvent[];
  readonly outcome: unknown;
}

async function streamed(
  plan: StructuredOutputPlan,
  open: () => AsyncIterable<readonly UnifiedStreamEvent[]>,
): Promise<Streamed> {
  const seen: UnifiedStreamEvent[] = [];
  try {
    for await (const batch of streamStructured(plan, open)) {
      for (const event of batch) {
        seen.push(event.type === 'partial' ? structuredClone(event) : event);
      }
    }
  } catch (error) {
    return { seen, outcome: error };
  }
  const last = seen.at(-1);
  return { seen, outcome: last?.type === 'finish' ? last.response : undefined };
}

/** What is wrong with the order of events. */
function disorder(seen: readonly UnifiedStreamEvent[]): string[] {
  const problems: string[] = [];
  const open = new Map<number, string>();
  const closed = new Set<number>();
  let toolCalls = 0;
  seen.forEach((event, at) => {
    const [, kind = '', part = ''] = /^(.*)-(start|delta|end)$/.exec(event.type) ?? [];
    if (event.type === 'finish' && at < seen.length - 1) problems.push('finish is not last');
    if (event.type === 'response-start' && at > 0) problems.push('starts twice');
    if (!('index' in event) || event.type === 'block') return;
    const { index } = event;
    if (part === 'start') {
      if (open.has(index) || closed.has(index)) problems.push(`${index} starts twice`);
      open.set(index, kind);
      if (event.type === 'tool-call-start') {
        if (event.toolCallIndex !== toolCalls) problems.push('tool calls are not counted from 0');
        toolCalls += 1;
      }
    } else if (open.get(index) !== kind) problems.push(`${index} has ${event.type} while not open`);
    else if (part === 'end') {
      open.delete(index);
      closed.add(index);
    }
  });
  const hasEnded = seen.at(-1)?.type === 'finish';
  if (hasEnded && open.size > 0) problems.push('blocks are left open');
  return problems;
}

describe('any answer, as a stream', () => {
  it('is what it would have been whole, its events in order, its tool unseen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyResponse, { minLength: 3, maxLength: 3 }),
        fc.constantFrom<StructuredOutputStrategy>('native', 'tool', 'prompt'),
        fc.constantFrom(OBJECT, LIST),
        fc.nat(2),
        fc.integer({ min: 1, max: 9 }),
        async (responses, strategy, schema, maxRepairs, size) => {
          const plan = planOf(strategy, schema, maxRepairs);
          let asked = 0;
          const next = (): UnifiedResponse => {
            const response = responses[asked];
            asked += 1;
            if (!response) throw new Error('too many rounds');
            return response;
          };
          const whole: unknown = await createStructured(plan, async () => next()).catch(
            (error: unknown) => error,
          );
          const rounds = asked;
          asked = 0;
          const { seen, outcome } = await streamed(plan, () => events(next(), size));
          expect(asked).toBe(rounds);
          expect(outcome).toEqual(whole);
          expect(disorder(seen)).toEqual([]);
          expect(JSON.stringify([seen, outcome])).not.toContain(`"${STRUCTURED_OUTPUT_TOOL}"`);
          if (!(outcome instanceof UnifiedResponse) || outcome.parsed === undefined) return;
          expect(outcome.finishReason).toBe(outcome.toolCalls.length > 0 ? 'tool_calls' : 'stop');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('shows the text of the answer and nothing else, where the answer is written as it is read', async () => {
    const values = fc.record({ n: fc.integer(), name: fc.string() }, { requiredKeys: ['n'] });
    await fc.assert(
      fc.asyncProperty(
        values,
        fc.constantFrom<StructuredOutputStrategy>('native', 'tool', 'prompt'),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(2),
        async (value, strategy, size, indent) => {
          const written = JSON.stringify(value, null, indent);
          const call = { id: 'a', name: STRUCTURED_OUTPUT_TOOL, arguments: written };
          const content: ContentBlock[] =
            strategy === 'tool'
              ? [
                  { type: 'text', text: 'I answer.' },
                  { type: 'tool_call', ...call },
                ]
              : [{ type: 'text', text: written }];
          const response = new UnifiedResponse({
            ...{ id: '', model: 'm', provider: 'p', finishReason: 'stop' },
            messages: [{ role: 'assistant', content }],
          });
          const { seen } = await streamed(planOf(strategy, OBJECT, 0), () =>
            events(response, size),
          );
          const texts = seen.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
          expect(texts.join('')).toBe(JSON.stringify(value));
          const partials = seen.flatMap((event) =>
            event.type === 'partial' ? [event.partial] : [],
          );
          expect(partials.at(-1)).toEqual(value);
        },
      ),
    );
  });
});
