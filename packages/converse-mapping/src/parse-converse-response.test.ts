import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromConverseResponse } from './from-converse-response.js';
import { parseConverseResponse } from './parse-converse-response.js';
import type { WireConverseResponse } from './wire/wire-response.js';

test('numbers of tool inputs stay as the model wrote them, and those alone', () => {
  const text = `{
    "output": {"message": {"role": "assistant", "content": [
      {"text": "Hi"},
      {"toolUse": {"toolUseId": "a", "name": "find", "input": {"id": 12345678901234567890, "price": 1.10}}}
    ]}},
    "additionalModelResponseFields": {"logprob": -0.12345678901234567890}
  }`;
  const response = fromConverseResponse(parseConverseResponse(text) as WireConverseResponse, {
    model: 'm',
  });
  expect(response.text).toBe('Hi');
  expect(response.toolCalls[0]?.arguments).toBe('{"id":12345678901234567890,"price":1.1}');
  expect(response.providerMetadata.additionalModelResponseFields).toEqual({
    logprob: -0.12345678901234568,
  });
});

test('anything else is what JSON.parse makes of it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      for (const json of [text, `{"output":${text},"n":12345678901234567890}`]) {
        expect(parseConverseResponse(json)).toEqual(JSON.parse(json));
      }
    }),
  );
  expect(() => parseConverseResponse('{')).toThrow(SyntaxError);
});
