import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultOutput,
} from '@ai-sdk/provider';
import { parseParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { PIXEL } from '../../../../tests/support/emulated.js';
import { type MappedCall, toChatParams } from './to-chat-params.js';

const HELLO: LanguageModelV4Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];

function mapped(options: Partial<LanguageModelV4CallOptions>): MappedCall {
  return toChatParams({ prompt: HELLO, ...options }, 'm');
}

function messages(prompt: LanguageModelV4Prompt): unknown {
  const { params, warnings } = mapped({ prompt });
  expect(warnings).toEqual([]);
  return params.messages;
}

/** The block of a user's only part. */
function block(part: object): unknown {
  const prompt = [{ role: 'user', content: [part] }] as LanguageModelV4Prompt;
  const [message] = messages(prompt) as [{ content: unknown[] }];
  expect(message.content).toHaveLength(1);
  return message.content[0];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('settings', () => {
  it('are those of a call, and of nothing that was not said', () => {
    expect(mapped({}).params).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
    const { params } = mapped({
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stopSequences: ['END'],
      seed: 7,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      reasoning: 'high',
    });
    expect(params).toMatchObject({
      max_completion_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop: ['END'],
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      reasoning_effort: 'high',
    });
    expect(parseParams(params).warnings.map(({ path }) => path)).toEqual([
      'presence_penalty',
      'frequency_penalty',
    ]);
    expect(mapped({ reasoning: 'provider-default' }).params).not.toHaveProperty('reasoning_effort');
  });

  it('ask for JSON with a schema, or for any', () => {
    const schema = { type: 'object', properties: {} } as const;
    const { params } = mapped({
      responseFormat: { type: 'json', schema, name: 'city', description: 'A city' },
    });
    expect(params.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'city', description: 'A city', schema },
    });
    expect(mapped({ responseFormat: { type: 'json' } }).params.response_format).toEqual({
      type: 'json_object',
    });
    expect(mapped({ responseFormat: { type: 'text' } }).params).not.toHaveProperty(
      'response_format',
    );
  });
});

describe('providerOptions.outcrop of a call', () => {
  it('are parameters in our own words', () => {
    const { params, warnings } = mapped({
      providerOptions: {
        outcrop: {
          cache: 'auto',
          guardrail: { guardrailIdentifier: 'g', guardrailVersion: '1' },
          thinking: { type: 'enabled', budget_tokens: 1024 },
          service_tier: 'flex',
        },
        other: { anything: true },
      },
    });
    expect(warnings).toEqual([]);
    expect(parseParams(params)).toMatchObject({
      cache: { mode: 'auto' },
      guardrail: { guardrailIdentifier: 'g' },
      thinking: { type: 'enabled', budgetTokens: 1024 },
      serviceTier: 'flex',
    });
  });

  it('do not say again what the call says', () => {
    const { params, warnings } = mapped({ providerOptions: { outcrop: { model: 'other' } } });
    expect(params.model).toBe('m');
    expect(warnings).toMatchObject([
      { type: 'unsupported', feature: 'providerOptions.outcrop.model' },
    ]);
  });

  it('are an object', () => {
    const options = { providerOptions: { outcrop: 'auto' as never } };
    expect(() => mapped(options)).toThrow('providerOptions.outcrop: expected an object');
  });
});

describe('tools', () => {
  const inputSchema = { type: 'object', properties: { city: { type: 'string' } } } as const;

  it('are functions', () => {
    const { params, warnings } = mapped({
      tools: [
        { type: 'function', name: 'weather', description: 'Now', inputSchema, strict: true },
        { type: 'function', name: 'time', inputSchema, inputExamples: [{ input: {} }] },
      ],
      toolChoice: { type: 'tool', toolName: 'weather' },
    });
    expect(params.tools).toEqual([
      {
        type: 'function',
        function: { name: 'weather', description: 'Now', parameters: inputSchema, strict: true },
      },
      { type: 'function', function: { name: 'time', parameters: inputSchema } },
    ]);
    expect(params.tool_choice).toEqual({ type: 'function', function: { name: 'weather' } });
    expect(warnings).toEqual([{ type: 'unsupported', feature: 'inputExamples of the tool time' }]);
  });

  it.each(['auto', 'none', 'required'] as const)('are chosen: %s', (type) => {
    const tools = [{ type: 'function', name: 'weather', inputSchema } as const];
    expect(mapped({ tools, toolChoice: { type } }).params.tool_choice).toBe(type);
    expect(mapped({ toolChoice: { type } }).params).not.toHaveProperty('tool_choice');
  });

  it("are the provider's own, in its own terms", () => {
    const args = { systemTool: { name: 'nova_grounding' } };
    const { params, warnings } = mapped({
      tools: [
        { type: 'provider', id: 'outcrop.provider_tool', name: 'grounding', args },
        { type: 'provider', id: 'openai.web_search', name: 'search', args: {} },
      ],
    });
    expect(params.tools).toEqual([{ type: 'provider', definition: args }]);
    expect(warnings).toMatchObject([{ feature: 'provider tool openai.web_search' }]);
  });
});

describe('files', () => {
  it.each([
    ['bytes', { type: 'data', data: PIXEL }, { data: PIXEL }],
    ['base64', { type: 'data', data: base64(PIXEL) }, { data: PIXEL }],
    [
      'an address',
      { type: 'url', url: new URL('https://a.example/i.png') },
      { imageUrl: 'https://a.example/i.png' },
    ],
    ['an object in S3', { type: 'url', url: new URL('s3://b/i.png') }, { s3Uri: 's3://b/i.png' }],
    [
      'an address that must stay as it is',
      { type: 'url', url: new URL('s3://b/A%20B'), originalUrl: 's3://b/A B' },
      { s3Uri: 's3://b/A B' },
    ],
    ['a data URI', { type: 'url', url: new URL('data:,x') }, { dataUri: 'data:,x' }],
    [
      'a reference',
      { type: 'reference', reference: { bedrock: 's3://b/k' } },
      { s3Uri: 's3://b/k' },
    ],
  ])('come as %s', (_, data, expected) => {
    expect(block({ type: 'file', data, mediaType: 'image/png' })).toEqual({
      type: 'image',
      mediaType: 'image/png',
      ...expected,
    });
  });

  it.each([
    ['image', { type: 'image' }],
    ['image/*', { type: 'image' }],
    ['image/webp', { type: 'image', mediaType: 'image/webp' }],
    ['audio/mpeg', { type: 'audio', mediaType: 'audio/mpeg' }],
    ['video/mp4', { type: 'video', mediaType: 'video/mp4' }],
    ['application/pdf', { type: 'document', format: 'pdf' }],
    ['text/plain; charset=utf-8', { type: 'document', format: 'txt' }],
    ['application/octet-stream', { type: 'document' }],
  ])('of type %s are the block for it', (mediaType, expected) => {
    const data = { type: 'data', data: PIXEL };
    expect(block({ type: 'file', data, mediaType })).toEqual({ data: PIXEL, ...expected });
  });

  it('of documents have their name, format and what the options say', () => {
    const part = {
      type: 'file',
      data: { type: 'text', text: '# Notes' },
      mediaType: 'application/octet-stream',
      filename: 'Notes.MD',
      providerOptions: { outcrop: { citations: true, context: 'Old notes' } },
    };
    expect(block(part)).toEqual({
      type: 'document',
      text: '# Notes',
      name: 'Notes.MD',
      format: 'md',
      citations: true,
      context: 'Old notes',
    });
  });

  it.each([
    ['a document at an address', { type: 'url', url: new URL('https://a.example/a.pdf') }],
    ['a file of another provider', { type: 'reference', reference: { openai: 'file-1' } }],
    ['what is no base64', { type: 'data', data: '%%%' }],
  ])('are refused when they cannot be read: %s', (_, data) => {
    const part = { type: 'file', data, mediaType: 'application/pdf' };
    expect(() => block(part)).toThrow(/^prompt\[0\]\.content\[0\]: .* cannot be sent\.$/);
  });
});

describe('messages', () => {
  it('keep what their parts say, and have cache points where they are wanted', () => {
    const cachePoint = { outcrop: { cachePoint: true } };
    expect(
      messages([
        { role: 'system', content: 'Be brief.', providerOptions: cachePoint },
        {
          role: 'user',
          content: [
            {
              type: 'text',
              text: 'A',
              providerOptions: { outcrop: { cachePoint: { ttl: '1h' } } },
            },
            { type: 'text', text: 'B' },
          ],
        },
        {
          role: 'assistant',
          content: [
            {
              type: 'reasoning',
              text: 'Hm.',
              providerOptions: { outcrop: { signature: 's', redacted: { $bytes: 'AQID' } } },
            },
            { type: 'tool-call', toolCallId: 't', toolName: 'f', input: { a: 1 } },
          ],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 't',
              toolName: 'f',
              output: { type: 'json', value: { b: 2 } },
              providerOptions: cachePoint,
            },
          ],
        },
      ]),
    ).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }, { type: 'cache_point' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'A' },
          { type: 'cache_point', ttl: '1h' },
          { type: 'text', text: 'B' },
        ],
      },
      {
        role: 'assistant',
        content: [
          {
            type: 'reasoning',
            reasoning: 'Hm.',
            signature: 's',
            redacted: Uint8Array.of(1, 2, 3),
          },
          { type: 'tool_call', id: 't', name: 'f', arguments: '{"a":1}' },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool_result', toolCallId: 't', output: { b: 2 } },
          { type: 'cache_point' },
        ],
      },
    ]);
  });

  it("keep what the AI SDK's own providers of these models have left in them", () => {
    const bedrock = { cachePoint: { type: 'default', ttl: '1h' } };
    const anthropic = { cacheControl: { type: 'ephemeral' } };
    expect(
      messages([
        { role: 'system', content: 'Be brief.', providerOptions: { bedrock, anthropic } },
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', text: 'A', providerOptions: { bedrock: { signature: 's' } } },
            {
              type: 'reasoning',
              text: '',
              providerOptions: { anthropic: { redactedData: 'AQ==' } },
            },
            {
              type: 'reasoning',
              text: 'B',
              providerOptions: {
                amazonBedrock: { signature: 's' },
                outcrop: { signature: 'ours' },
              },
            },
          ],
        },
        { role: 'user', content: [{ type: 'text', text: 'C', providerOptions: { anthropic } }] },
      ]),
    ).toEqual([
      {
        role: 'system',
        content: [
          { type: 'text', text: 'Be brief.' },
          { type: 'cache_point', ttl: '1h' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', reasoning: 'A', signature: 's' },
          { type: 'reasoning', reasoning: '', redacted: Uint8Array.of(1) },
          { type: 'reasoning', reasoning: 'B', signature: 'ours' },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'C' }, { type: 'cache_point' }] },
    ]);
  });

  it('take a block of ours in the place of any part', () => {
    const guard = { type: 'guard', text: 'Secret?', qualifiers: ['query'] };
    expect(
      block({ type: 'text', text: 'guarded', providerOptions: { outcrop: { block: guard } } }),
    ).toEqual(guard);
  });

  it('name the option that is wrong', () => {
    const wrong = (outcrop: unknown) => () =>
      block({ type: 'text', text: 'A', providerOptions: { outcrop } });
    const path = 'prompt[0].content[0].providerOptions.outcrop';
    expect(wrong({ cachePoint: 'yes' })).toThrow(`${path}.cachePoint: expected true or {ttl`);
    expect(wrong({ citations: 1 })).toThrow(`${path}.citations: expected an array`);
    expect(wrong({ block: { type: 'text' } })).toThrow(`${path}.block.text: expected a string`);
  });

  it('say which option means nothing there', () => {
    const prompt: LanguageModelV4Prompt = [
      {
        role: 'user',
        content: [{ type: 'text', text: 'A', providerOptions: { outcrop: { detail: 'low' } } }],
        providerOptions: { outcrop: { citations: true } },
      },
    ];
    expect(mapped({ prompt }).warnings).toMatchObject([
      { feature: 'prompt[0].providerOptions.outcrop.citations' },
      { feature: 'prompt[0].content[0].providerOptions.outcrop.detail' },
    ]);
  });

  it("leave out what is another provider's, with a warning", () => {
    const { params, warnings } = mapped({
      prompt: [
        { role: 'assistant', content: [{ type: 'custom', kind: 'openai.compaction' }] },
        {
          role: 'tool',
          content: [{ type: 'tool-approval-response', approvalId: 'a', approved: true }],
        },
        ...HELLO,
      ],
    });
    expect(params.messages).toHaveLength(1);
    expect(warnings).toMatchObject([
      { feature: 'prompt[0].content[0]: custom content openai.compaction' },
      { feature: 'prompt[1].content[0]: approval of a tool that the provider runs' },
    ]);
  });
});

describe('results of tools', () => {
  it.each([
    ['text', { type: 'text', value: 'Sunny' }, { output: 'Sunny' }],
    ['JSON', { type: 'json', value: { a: 1 } }, { output: { a: 1 } }],
    ['a list', { type: 'json', value: [{ type: 'x' }] }, { output: '[{"type":"x"}]' }],
    ['an error', { type: 'error-text', value: 'No' }, { output: 'No', status: 'error' }],
    [
      'an error in JSON',
      { type: 'error-json', value: { e: 1 } },
      { output: { e: 1 }, status: 'error' },
    ],
    [
      'a refusal',
      { type: 'execution-denied', reason: 'Too dear.' },
      { output: 'Too dear.', status: 'error' },
    ],
    [
      'a refusal without a reason',
      { type: 'execution-denied' },
      { output: 'The user denied the execution.', status: 'error' },
    ],
    [
      'content',
      {
        type: 'content',
        value: [
          { type: 'text', text: 'See:' },
          { type: 'file', data: { type: 'data', data: base64(PIXEL) }, mediaType: 'image/png' },
          {
            type: 'custom',
            providerOptions: {
              outcrop: {
                block: { type: 'search_result', source: 's', title: 't', content: ['c'] },
              },
            },
          },
        ],
      },
      {
        output: [
          { type: 'text', text: 'See:' },
          { type: 'image', data: PIXEL, mediaType: 'image/png' },
          { type: 'search_result', source: 's', title: 't', content: ['c'] },
        ],
      },
    ],
  ])('are told: %s', (_, output, expected) => {
    const result = { type: 'tool-result', toolCallId: 't', toolName: 'f', output };
    const prompt = [{ role: 'tool', content: [result] }] as LanguageModelV4Prompt;
    expect(messages(prompt)).toEqual([
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 't', ...expected }] },
    ]);
  });

  it('leave out what nobody can read, with a warning', () => {
    const output: LanguageModelV4ToolResultOutput = {
      type: 'content',
      value: [{ type: 'custom' }],
    };
    const result = { type: 'tool-result', toolCallId: 't', toolName: 'f', output } as const;
    const { warnings } = mapped({ prompt: [{ role: 'tool', content: [result] }] });
    expect(warnings).toMatchObject([
      { feature: 'prompt[0].content[0].output.value[0]: content of type custom' },
    ]);
  });
});
