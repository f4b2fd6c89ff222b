import { existsSync, readFileSync } from 'node:fs';
import type { ContentBlock, Cost, UnifiedRequest, Usage } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallToPrice } from './call-to-price.js';
import { type CallToEstimate, estimateCost } from './estimate.js';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const UNLISTED = 'acme.unheard-of-v1:0';

/** One USD for each token, whatever it is for; two where it is written to a cache for 5 minutes, three for 1 hour. */
function costOf(usage: Usage, call: CallToPrice): Cost {
  const {
    inputTokens,
    outputTokens,
    cacheWrite5mInputTokens = 0,
    cacheWrite1hInputTokens = 0,
  } = usage;
  const usd =
    inputTokens + outputTokens + 2 * cacheWrite5mInputTokens + 3 * cacheWrite1hInputTokens;
  const breakdown = [
    {
      component: 'input',
      tokens: usage.totalTokens - outputTokens,
      usdPerMillion: '1',
      exact: '0',
    },
    { component: 'output', tokens: outputTokens, usdPerMillion: '1', exact: '0' },
  ];
  const price = { model: call.model, source: JSON.stringify(call) };
  return { status: 'priced', usd, exact: String(usd), breakdown, price, assumptions: ['of cost'] };
}

function requestOf(
  content: readonly ContentBlock[],
  more: Partial<UnifiedRequest> = {},
): UnifiedRequest {
  return {
    model: CLAUDE,
    messages: [{ role: 'user', content }],
    inference: { maxTokens: 100 },
    family: {},
    tools: [],
    warnings: [],
    ...more,
  };
}
const text = (said: string): ContentBlock => ({ type: 'text', text: said });

function priced(
  request: UnifiedRequest,
  call?: CallToEstimate,
): Extract<Cost, { status: 'priced' }> {
  const cost = estimateCost(costOf, request, call);
  if (cost.status === 'unknown') throw new TypeError(`${cost.reason}: ${cost.message}`);
  return cost;
}
function inputOf(request: UnifiedRequest, call?: CallToEstimate): number {
  return priced(request, call).breakdown[0]?.tokens ?? Number.NaN;
}
function outputOf(request: UnifiedRequest, call?: CallToEstimate): number {
  return priced(request, call).breakdown[1]?.tokens ?? Number.NaN;
}

describe('the input', () => {
  test('has at least as many tokens as all its texts have bytes, in whatever form', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const bytes = texts.reduce(
          (sum, said) =>
            sum + Math.max(Buffer.byteLength(said), Buffer.byteLength(said.normalize('NFKC'))),
          0,
        );
        expect(inputOf(requestOf(texts.map(text)))).toBeGreaterThan(bytes);
      }),
    );
  });

  test('of a character that is long in its compatible form is taken as that', () => {
    const short = inputOf(requestOf([text('')]));
    expect(inputOf(requestOf([text('\ufdfa')])) - short).toBe(33);
  });

  test('as counted goes before what can be told without', () => {
    const cost = priced(requestOf([text('hi'), { type: 'video' }]), { inputTokens: 7 });
    expect(cost.usd).toBe(107);
    expect(cost.assumptions).toContain('input: 7 tokens, as counted');
  });

  test.each([-1, 1.5, Number.NaN])('of %s tokens is refused', (inputTokens) => {
    expect(() => estimateCost(costOf, requestOf([]), { inputTokens })).toThrow(/inputTokens/);
  });

  test('is no more than the model takes', () => {
    expect(inputOf(requestOf([text('x'.repeat(900_000))]))).toBe(200_000);
  });

  test('may be a million tokens where the beta of Anthropic is asked for', () => {
    const additionalModelRequestFields = { anthropic_beta: ['context-1m-2025-08-07'] };
    const long = requestOf([text('x'.repeat(1_500_000))], { additionalModelRequestFields });
    expect(inputOf(long)).toBe(1_000_000);
  });

  test('with images of Claude has a known number of tokens for each', () => {
    const image: ContentBlock = { type: 'image', data: new Uint8Array(1_000_000) };
    const plain = inputOf(requestOf([text('hi')]));
    const both = inputOf(requestOf([text('hi'), image, image]));
    expect(both - plain).toBeGreaterThanOrEqual(2 * 4784);
    expect(both - plain).toBeLessThan(2 * 4784 + 100);
  });

  test('finds what is inside tool results', () => {
    const image: ContentBlock = {
      type: 'image',
      dataUri: `data:image/png;base64,${'A'.repeat(9999)}`,
    };
    const result: ContentBlock = { type: 'tool_result', toolCallId: 'a', output: [image] };
    const tokens = inputOf(requestOf([result]));
    expect(tokens).toBeGreaterThan(4784);
    expect(tokens).toBeLessThan(6000);
  });

  test('with a document of text has no more tokens than bytes', () => {
    const data = new Uint8Array(5000);
    const tokens = inputOf(requestOf([{ type: 'document', format: 'md', name: 'a', data }]));
    expect(tokens).toBeGreaterThan(5000);
    expect(tokens).toBeLessThan(7000);
  });

  const immeasurable: [string, ContentBlock, Partial<UnifiedRequest>?][] = [
    ['a PDF', { type: 'document', format: 'pdf', name: 'a', data: new Uint8Array(10) }],
    ['a video', { type: 'video', s3Uri: 's3://a/b' }],
    ['audio', { type: 'audio', data: new Uint8Array(10) }],
    ['unknown bytes', { type: 'generic', thing: new Uint8Array(10) }],
    ['an image of an unknown vendor', { type: 'image', imageUrl: 'https://a/b' }],
  ];
  test.each(immeasurable.slice(0, 4))('with %s fills the context', (_, block) => {
    expect(inputOf(requestOf([block]))).toBe(200_000);
  });
  test.each(immeasurable)('with %s is not known where the context is not', (_, block) => {
    const request = requestOf([block], { model: UNLISTED });
    expect(estimateCost(costOf, request)).toMatchObject({
      status: 'unknown',
      reason: 'input-not-bounded',
      message: expect.stringContaining('inputTokens'),
    });
    expect(inputOf(request, { contextTokens: 5000 })).toBe(5000);
  });

  test('of a stored prompt, and with a schema library’s format, is not measured', () => {
    const model = 'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1';
    expect(estimateCost(costOf, requestOf([], { model }))).toMatchObject({ status: 'unknown' });
    const responseFormat = {
      '~standard': { version: 1, vendor: 'x', validate: (value: unknown) => ({ value }) },
    } as const;
    expect(inputOf(requestOf([], { responseFormat }))).toBe(200_000);
  });

  const reference = new URL(
    '../../../../shared/reference/bedrock-recordings.json',
    import.meta.url,
  );
  test.skipIf(!existsSync(reference))(
    'no recorded answer counted more than that (skipped where the recordings are absent)',
    () => {
      const { interactions } = JSON.parse(readFileSync(reference, 'utf8'));
      let compared = 0;
      for (const { path, request, body } of interactions) {
        const usage = body?.usage;
        const said = JSON.stringify(request ?? '');
        const isWhole = !/trimmed|"(image|video|document)"/.test(said);
        if (
          !isWhole ||
          !request?.messages ||
          !path.endsWith('/converse') ||
          usage?.inputTokens === undefined
        )
          continue;
        const model = decodeURIComponent(path.split('/')[2]);
        const { messages, system = [], toolConfig, outputConfig } = request;
        const estimated = inputOf(
          requestOf([], {
            model,
            ...(outputConfig && { responseFormat: outputConfig }),
            tools: (toolConfig?.tools ?? []).map((definition: Record<string, unknown>) => ({
              type: 'function',
              name: 'x',
              parameters: definition,
            })),
            messages: [...messages, { role: 'system', content: system }],
          }),
        );
        const { inputTokens, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = usage;
        expect(estimated, said).toBeGreaterThanOrEqual(
          inputTokens + cacheReadInputTokens + cacheWriteInputTokens,
        );
        compared += 1;
      }
      expect(compared).toBeGreaterThan(50);
    },
  );
});

describe('the output', () => {
  test('is max_tokens, or what the model gives at most', () => {
    expect(outputOf(requestOf([]))).toBe(100);
    expect(outputOf(requestOf([], { inference: {} }))).toBe(64_000);
    expect(outputOf(requestOf([], { inference: {} }), { maxOutputTokens: 9 })).toBe(9);
    expect(priced(requestOf([], { inference: {} })).assumptions).toContain(
      'output: the 64000 tokens that the model gives at most',
    );
  });

  test('is not known where neither is', () => {
    const request = requestOf([], { model: UNLISTED, inference: {} });
    expect(estimateCost(costOf, request)).toMatchObject({
      status: 'unknown',
      reason: 'output-not-bounded',
      message: expect.stringContaining('max_tokens'),
    });
  });

  test('of a model behind an ARN is that of its base', () => {
    const model = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3';
    expect(outputOf(requestOf([], { model, inference: {} }), { base: CLAUDE })).toBe(64_000);
  });
});

describe('what is written to the cache', () => {
  const cost = (more: Partial<UnifiedRequest>, ...content: ContentBlock[]): number =>
    priced(requestOf(content, more), { inputTokens: 10 }).usd - 100;

  test('is priced as that, where it may be written', () => {
    expect(cost({})).toBe(10);
    expect(cost({ cache: { mode: 'off' } })).toBe(10);
    expect(cost({ cache: { mode: 'auto' } })).toBe(20);
    expect(cost({ cache: { mode: 'auto', ttl: '1h' } })).toBe(30);
    expect(cost({}, { type: 'cache_point' })).toBe(20);
    expect(cost({}, { type: 'cache_point' }, { type: 'cache_point', ttl: '1h' })).toBe(30);
    const definition = { cachePoint: { type: 'default' } };
    expect(cost({ tools: [{ type: 'provider', definition }] })).toBe(20);
  });

  test('does not make a call cheaper where writing is', () => {
    const free = (usage: Usage, call: CallToPrice): Cost =>
      costOf({ ...usage, cacheWrite5mInputTokens: 0 }, call);
    const request = requestOf([{ type: 'cache_point' }]);
    expect(estimateCost(free, request, { inputTokens: 10 })).toMatchObject({ usd: 110 });
  });

  test('counts without being asked for, of a model that takes no cache points, if it has a price', () => {
    const model = 'openai.gpt-5.6-sol';
    const request = requestOf([], { model });
    const dear = estimateCost(costOf, request, { inputTokens: 10 });
    expect(dear).toMatchObject({ usd: 120 });
    const unpriced = (usage: Usage, call: CallToPrice): Cost =>
      usage.cacheWriteInputTokens > 0
        ? { status: 'unknown', reason: 'component-not-priced' }
        : costOf(usage, call);
    expect(estimateCost(unpriced, request, { inputTokens: 10 })).toMatchObject({ usd: 110 });
  });

  test('makes the estimate unknown where its price is', () => {
    const unpriced = (usage: Usage, call: CallToPrice): Cost =>
      usage.cacheWriteInputTokens > 0
        ? { status: 'unknown', reason: 'component-not-priced' }
        : costOf(usage, call);
    expect(estimateCost(unpriced, requestOf([{ type: 'cache_point' }]))).toMatchObject({
      reason: 'component-not-priced',
    });
  });
});

test('an answer that is sent back to be mended is paid for each time, and longer each time', () => {
  const request = requestOf([text('hi')], { maxRepairs: 2 });
  expect(outputOf(request, { inputTokens: 10 })).toBe(300);
  expect(inputOf(request, { inputTokens: 10 })).toBe(3 * 10 + 3 * (100 + 4096));
});

test('tier, latency and price of the request go into the question, and what is said beside it goes first', () => {
  const request = requestOf([], {
    serviceTier: 'flex',
    performance: 'optimized',
    price: [0.1, 0.2],
  });
  const asked = (call: CallToEstimate): unknown => JSON.parse(priced(request, call).price.source);
  expect(asked({ region: 'eu-west-1' })).toEqual({
    model: CLAUDE,
    tier: 'flex',
    latency: 'optimized',
    price: [0.1, 0.2],
    region: 'eu-west-1',
  });
  expect(asked({ tier: 'default' })).toMatchObject({ tier: 'default' });
});

test('what was taken for granted is said, after what the price itself takes for granted', () => {
  const tools = [{ type: 'function', name: 'f' }] as const;
  expect(priced(requestOf([text('hi')], { tools, cache: { mode: 'auto' } })).assumptions).toEqual([
    'of cost',
    'input: no more tokens than bytes, and what frames the turns',
    'input: 1024 tokens at most for the instructions of tools',
    'output: max_tokens, 100',
    'input: all of it is written to the cache (5m)',
  ]);
});
