import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConverseRequest } from './check-converse-request.js';
import { ask, assistant, question, user } from './testing/requests.js';

const NOVA = 'amazon.nova-lite-v1:0';
const twice = ask([question, question]);

describe('checkConverseRequest', () => {
  it('holds requests to the rules of the service unless told otherwise', () => {
    expect(checkConverseRequest(NOVA, twice)).toEqual({ ok: true });
    expect(checkConverseRequest(NOVA, twice, { rules: 'service' })).toEqual({ ok: true });
    expect(checkConverseRequest(NOVA, twice, { rules: 'strict' })).toMatchObject({
      ok: false,
      error: { rule: 'H02' },
    });
  });

  it.each([
    'xai.grok-4.6',
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3',
  ])('holds %s to the rules of the service only', (modelId) => {
    expect(checkConverseRequest(modelId, twice, { rules: 'strict' })).toEqual({ ok: true });
    expect(checkConverseRequest(modelId, ask([user()]), { rules: 'strict' })).toMatchObject({
      error: { rule: 'empty-content' },
    });
  });

  it('names no rule where the constraints refuse', () => {
    expect(checkConverseRequest(NOVA, { messages: [{ role: 'tool' }] })).toEqual({
      ok: false,
      error: {
        name: 'ValidationException',
        message:
          "2 validation errors detected: Value at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant, system]; Value at 'messages.1.member.content' failed to satisfy constraint: Member must not be null",
        status: 400,
      },
    });
    expect(checkConverseRequest(NOVA, 'text')).toMatchObject({
      error: { name: 'SerializationException', status: 400 },
    });
  });

  it('holds the processing of streams to the operation that has it', () => {
    const withMode = (streamProcessingMode: string) =>
      ask([question], { guardrailConfig: { guardrailIdentifier: 'abc', streamProcessingMode } });
    const stream = { operation: 'ConverseStream', rules: 'strict' } as const;
    expect(checkConverseRequest(NOVA, withMode('async'), stream)).toEqual({ ok: true });
    expect(checkConverseRequest(NOVA, withMode('soon'), stream)).toMatchObject({
      error: {
        message:
          "1 validation error detected: Value 'soon' at 'guardrailConfig.streamProcessingMode' failed to satisfy constraint: Member must satisfy enum value set: [sync, async]",
      },
    });
    // As the service, which leaves out what its model does not have.
    expect(checkConverseRequest(NOVA, withMode('soon'))).toEqual({ ok: true });
  });

  it('knows only the models it is told of', () => {
    const options = { models: ['*claude*'] };
    expect(checkConverseRequest('us.anthropic.claude-sonnet-5', ask(), options).ok).toBe(true);
    expect(checkConverseRequest(NOVA, ask(), options)).toMatchObject({
      error: { message: 'The provided model identifier is invalid.' },
    });
  });

  it('finds what is deep in a schema', () => {
    const schema = `${'{"items":'.repeat(2000)}{"type":"number","minimum":0}${'}'.repeat(2000)}`;
    const structure = { jsonSchema: { schema } };
    const body = ask([question], {
      outputConfig: { textFormat: { type: 'json_schema', structure } },
    });
    expect(
      checkConverseRequest('anthropic.claude-sonnet-4-6', body, { rules: 'strict' }),
    ).toMatchObject({ error: { rule: 'P08' } });
  });

  it('judges whatever it is given, always alike, and leaves it as it was', () => {
    const block = fc.oneof(
      fc.record({ text: fc.string() }),
      fc.record({
        toolUse: fc.record({
          toolUseId: fc.string(),
          name: fc.constant('a'),
          input: fc.jsonValue(),
        }),
      }),
      fc.record({
        toolResult: fc.record({ toolUseId: fc.string(), content: fc.constant([]) }),
      }),
      fc.constant({ cachePoint: { type: 'default' } }),
      fc.jsonValue(),
    );
    const message = fc.record({
      role: fc.constantFrom('user', 'assistant', 'system'),
      content: fc.array(block, { maxLength: 4 }),
    });
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({
        messages: fc.array(message, { maxLength: 5 }),
        system: fc.jsonValue(),
        toolConfig: fc.jsonValue(),
        additionalModelRequestFields: fc.jsonValue(),
      }),
    );
    const model = fc.constantFrom(
      NOVA,
      'us.anthropic.claude-opus-4-8',
      'mistral.mistral-large-2402-v1:0',
      'openai.gpt-oss-120b-1:0',
      'x',
    );
    fc.assert(
      fc.property(model, body, (modelId, given) => {
        const before = JSON.stringify(given);
        const strict = checkConverseRequest(modelId, given, { rules: 'strict' });
        expect(checkConverseRequest(modelId, given, { rules: 'strict' })).toEqual(strict);
        expect(JSON.stringify(given)).toBe(before);
        // What strict mode takes, the service takes.
        if (strict.ok) expect(checkConverseRequest(modelId, given)).toEqual({ ok: true });
        else expect(strict.error.message).not.toBe('');
      }),
    );
  });

  it('takes a conversation that every family takes', () => {
    const body = ask([question, assistant({ text: 'Hi' }), question]);
    for (const model of [NOVA, 'anthropic.claude-opus-5', 'meta.llama3-8b-instruct-v1:0']) {
      expect(checkConverseRequest(model, body, { rules: 'strict' })).toEqual({ ok: true });
    }
  });
});
