import { type ChatParams, parseParams } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { toConverseRequest } from '../to-converse-request.js';

const NATIVE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const schema = { type: 'object', properties: { n: { type: 'number' } } };

function outputConfig(response_format: unknown, model: string = NATIVE): unknown {
  const params = { model, messages: [{ role: 'user', content: 'Hi' }], response_format };
  return toConverseRequest(parseParams(params as ChatParams)).input.outputConfig;
}

const textFormat = (jsonSchema: object): object => ({
  textFormat: { type: 'json_schema', structure: { jsonSchema } },
});

describe('response_format', () => {
  test.each<[string, unknown, object | undefined]>([
    ['nothing', undefined, undefined],
    ['text', { type: 'text' }, undefined],
    [
      "OpenAI's json_schema",
      { type: 'json_schema', json_schema: { name: 'answer', description: 'A number.', schema } },
      textFormat({ name: 'answer', description: 'A number.', schema: JSON.stringify(schema) }),
    ],
    [
      'a json_schema without a name',
      { type: 'json_schema', json_schema: { schema } },
      textFormat({ schema: JSON.stringify(schema) }),
    ],
    [
      'a bare JSON Schema',
      schema,
      textFormat({ name: 'response', schema: JSON.stringify(schema) }),
    ],
  ])('of %s', (_, format, expected) => {
    expect(outputConfig(format)).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ['a model without it', schema, 'us.amazon.nova-pro-v1:0'],
    ['a model nobody knows', schema, 'newcomer.model-1'],
    ['json_object', { type: 'json_object' }, NATIVE],
    ['a type of a schema library', { parse: () => 1 }, NATIVE],
    ['a json_schema without a schema', { type: 'json_schema', json_schema: { name: 'x' } }, NATIVE],
  ])('is refused for %s, since another shape would be a silent failure', (_, format, model) => {
    expect(() => outputConfig(format, model)).toThrowError(
      expect.objectContaining({ reason: 'unsupported', path: 'response_format' }),
    );
  });
});
