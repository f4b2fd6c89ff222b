import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnifiedResponse } from './response.js';
import { anyResponse } from './testing/arbitrary-response.js';
import { plainCopy } from './testing/plain-copy.js';

const RESPONSE = {
  id: 'r1',
  model: 'm',
  provider: 'p',
  messages: [{ role: 'assistant', content: [{ type: 'text', text: 'hi' }] }],
};

const USAGE = {
  inputTokens: 1,
  outputTokens: 2,
  totalTokens: 3,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

const withBlock = (block: unknown): unknown => ({
  ...RESPONSE,
  messages: [{ role: 'assistant', content: [block] }],
});

describe('UnifiedResponse.fromJSON', () => {
  it('reads back every response that toJSON wrote, as a value and as text', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const text = JSON.stringify(response);
        const expected = plainCopy({ ...response });
        for (const read of [
          UnifiedResponse.fromJSON(JSON.parse(text)),
          UnifiedResponse.fromJSON(text),
        ]) {
          expect(read).toBeInstanceOf(UnifiedResponse);
          // vitest's own comparison is misled by a key named `constructor`.
          deepStrictEqual({ ...read }, expected);
          expect(JSON.stringify(read)).toBe(text);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps bytes as bytes, whatever buffer they are a window on', () => {
    const whole = Uint8Array.of(1, 2, 3, 4, 5);
    for (const data of [whole.subarray(1, 4), Buffer.from([2, 3, 4])]) {
      const message = { role: 'assistant', content: [{ type: 'image', data }] } as const;
      const response = new UnifiedResponse({ ...RESPONSE, messages: [message] });
      const read = UnifiedResponse.fromJSON(JSON.parse(JSON.stringify(response)));
      const [image] = read.getContentByType('image');
      expect(image?.data).toStrictEqual(Uint8Array.of(2, 3, 4));
      expect(image?.data?.buffer.byteLength).toBe(3);
    }
  });

  it('leaves out what is no data, and does not take the rest for something else', () => {
    const providerMetadata = { raw: { $bytes: 'AAAA', gone: undefined, call: () => 1 } };
    const response = new UnifiedResponse({ ...RESPONSE, messages: [], providerMetadata });
    const read = UnifiedResponse.fromJSON(JSON.stringify(response));
    expect(read.providerMetadata).toStrictEqual({ raw: { $bytes: 'AAAA' } });
  });

  it('keeps of a class instance what it says of itself as JSON', () => {
    const inner = new UnifiedResponse({ ...RESPONSE, messages: [], parsed: 1n });
    const providerMetadata = { at: new Date(0), inner };
    const response = new UnifiedResponse({ ...RESPONSE, messages: [], providerMetadata });
    const read = UnifiedResponse.fromJSON(JSON.stringify(response)).providerMetadata;
    expect(read.at).toBe('1970-01-01T00:00:00.000Z');
    expect(UnifiedResponse.fromJSON(read.inner)).toStrictEqual(inner);
  });

  it('fills what is absent with the defaults', () => {
    const read = UnifiedResponse.fromJSON(RESPONSE);
    expect(read).toStrictEqual(new UnifiedResponse({ ...RESPONSE, messages: read.messages }));
    expect(read.cost).toMatchObject({ status: 'unknown', reason: 'not-priced' });
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'UnifiedResponse: expected an object, got null'],
    ['an array', [], 'UnifiedResponse: expected an object, got an array of 0'],
    ['broken text', '{', 'UnifiedResponse: expected JSON text, got text that is not JSON'],
    ['a text that is no object', '5', 'UnifiedResponse: expected an object, got the number 5'],
    ['a number as id', { ...RESPONSE, id: 1 }, '.id: expected a string, got the number 1'],
    ['no model', { ...RESPONSE, model: undefined }, '.model: expected a string, got nothing'],
    ['no provider', { ...RESPONSE, provider: null }, '.provider: expected a string, got null'],
    ['no messages', { ...RESPONSE, messages: {} }, '.messages: expected an array, got an object'],
    [
      'a message that is text',
      { ...RESPONSE, messages: ['hi'] },
      '.messages[0]: expected an object, got the string "hi"',
    ],
    [
      'an unknown role',
      { ...RESPONSE, messages: [{ role: 'robot', content: [] }] },
      '.messages[0].role: expected one of "system", "user", "assistant", "tool", got the string "robot"',
    ],
    [
      'content that is text',
      { ...RESPONSE, messages: [{ role: 'user', content: 'hi' }] },
      '.messages[0].content: expected an array, got the string "hi"',
    ],
    [
      'a block without type',
      withBlock({ text: 'hi' }),
      '.messages[0].content[0].type: expected a string, got nothing',
    ],
    [
      'a block of an unknown type',
      withBlock({ type: 'hologram' }),
      '.content[0].type: expected the type of a content block, got the string "hologram"',
    ],
    [
      'a block without its text',
      withBlock({ type: 'text' }),
      '.content[0].text: expected a string, got nothing',
    ],
    [
      'bytes as text',
      withBlock({ type: 'image', data: 'AAAA' }),
      '.content[0].data: expected bytes (a Uint8Array), got the string "AAAA"',
    ],
    [
      'bytes that are not base64',
      withBlock({ type: 'image', data: { $bytes: '!' } }),
      '.content[0].data.$bytes: expected base64 text, got the string "!"',
    ],
    [
      'bytes that are no text',
      withBlock({ type: 'image', data: { $bytes: [1] } }),
      '.content[0].data.$bytes: expected base64 text, got an array of 1',
    ],
    [
      'a bigint that is none',
      { ...RESPONSE, providerMetadata: { n: { $bigint: '1.5' } } },
      '.providerMetadata.n.$bigint: expected an integer as text, got the string "1.5"',
    ],
    [
      'a number that JSON could have held',
      { ...RESPONSE, providerMetadata: { n: { $number: '1' } } },
      '.providerMetadata.n.$number: expected "NaN", "Infinity", "-Infinity" or "-0", got the string "1"',
    ],
    [
      'incomplete usage',
      { ...RESPONSE, usage: { ...USAGE, totalTokens: '3' } },
      '.usage.totalTokens: expected a number, got the string "3"',
    ],
    [
      'a cost of neither kind',
      { ...RESPONSE, cost: { status: 'free' } },
      '.cost.status: expected one of "priced", "unknown", got the string "free"',
    ],
    [
      'a price without its exact value',
      { ...RESPONSE, cost: { status: 'priced', usd: 1 } },
      '.cost.exact: expected a string, got nothing',
    ],
    [
      'a finish reason of its own',
      { ...RESPONSE, finishReason: 'done' },
      '.finishReason: expected one of "stop", "length", "tool_calls", "content_filter", "unknown", got the string "done"',
    ],
    [
      'a warning without code',
      { ...RESPONSE, warnings: [{ message: 'x' }] },
      '.warnings[0].code: expected a string, got nothing',
    ],
    [
      'a repair without path',
      { ...RESPONSE, repairs: [{ code: 'x', message: 'x' }] },
      '.repairs[0].path: expected a string, got nothing',
    ],
  ])('refuses %s with a TypeError that names the field', (_name, json, message) => {
    expect(() => UnifiedResponse.fromJSON(json)).toThrow(TypeError);
    expect(() => UnifiedResponse.fromJSON(json)).toThrow(message);
  });
});
