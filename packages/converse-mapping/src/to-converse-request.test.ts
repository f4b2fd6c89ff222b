import { modelProfile } from '@outcrop/bedrock-models';
import { type ChatParams, isProviderError, parseParams } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from './testing/deep-freeze.js';
import {
  type ConverseMapping,
  type ToConverseOptions,
  toConverseRequest,
} from './to-converse-request.js';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const MIXTRAL = 'mistral.mixtral-8x7b-instruct-v0:1';
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
const PNG_URI = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;

function map(params: Partial<ChatParams>, options?: ToConverseOptions): ConverseMapping {
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const request = parseParams({ model: CLAUDE, messages, ...params });
  return toConverseRequest(deepFreeze(request), options);
}

/** `code path` of everything that was said about the mapping. */
function said({ warnings, repairs }: ConverseMapping): string[] {
  return [...warnings, ...repairs].map(({ code, path }) => `${code} ${path}`);
}

const findTool = {
  type: 'function' as const,
  function: {
    name: 'find',
    description: 'Finds things.',
    parameters: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] },
  },
};

describe('a whole request', () => {
  test('of a question with parameters', () => {
    const mapping = map({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'developer', content: [{ type: 'text', text: 'Be short.' }] },
        { role: 'user', content: 'Why is the sky blue?' },
      ],
      max_completion_tokens: 200,
      temperature: 0,
      stop: ['END'],
    });
    expect(mapping.input).toEqual({
      modelId: CLAUDE,
      system: [{ text: 'Be kind.' }, { text: 'Be short.' }],
      messages: [{ role: 'user', content: [{ text: 'Why is the sky blue?' }] }],
      inferenceConfig: { maxTokens: 200, temperature: 0, stopSequences: ['END'] },
    });
    expect(said(mapping)).toEqual([]);
  });

  test('of a tool loop, with text beside calls, results in parts and broken arguments', () => {
    const mapping = map({
      model: NOVA,
      messages: [
        { role: 'user', content: 'Find it.' },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [
            { id: 't1', type: 'function', function: { name: 'find', arguments: '{"q":"it"}' } },
            { id: 't2', type: 'function', function: { name: 'mcp.other-tool', arguments: '' } },
            { id: 't3', type: 'function', function: { name: 'find', arguments: '{"q":' } },
          ],
        },
        { role: 'tool', tool_call_id: 't1', content: 'Here.' },
        { role: 'tool', tool_call_id: 't2', content: [{ type: 'text', text: 'There.' }] },
        { role: 'tool', tool_call_id: 't3', content: '' },
      ],
      tools: [findTool],
      tool_choice: 'auto',
    });
    expect(mapping.input).toEqual({
      modelId: NOVA,
      messages: [
        { role: 'user', content: [{ text: 'Find it.' }] },
        {
          role: 'assistant',
          content: [
            { text: 'Let me see.' },
            { toolUse: { toolUseId: 't1', name: 'find', input: { q: 'it' } } },
            { toolUse: { toolUseId: 't2', name: 'mcp_other_tool', input: {} } },
            { toolUse: { toolUseId: 't3', name: 'find', input: { rawInvalidInput: '{"q":' } } },
          ],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 't1', content: [{ text: 'Here.' }] } },
            { toolResult: { toolUseId: 't2', content: [{ text: 'There.' }] } },
            { toolResult: { toolUseId: 't3', content: [{ text: '(empty)' }] } },
          ],
        },
      ],
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'find',
              description: 'Finds things.',
              inputSchema: { json: findTool.function.parameters },
            },
          },
        ],
        toolChoice: { auto: {} },
      },
    });
    expect(said(mapping)).toEqual(['tool_arguments_invalid messages[1].content[3].arguments']);
    expect(mapping.toolNames.get('mcp_other_tool')).toBe('mcp.other-tool');
  });

  test('of media: bytes, data URIs, S3, and an address that nobody loaded', () => {
    const mapping = map({
      model: NOVA,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', data: Buffer.from(PNG) },
            { type: 'image_url', image_url: { url: PNG_URI } },
            { type: 'image_url', image_url: { url: 's3://bucket/picture.JPG' } },
            { type: 'image_url', image_url: { url: 'https://example.com/picture.png' } },
            {
              type: 'video',
              s3Uri: 's3://bucket/film',
              s3BucketOwner: '123456789012',
              format: 'mp4',
            },
          ],
        },
      ],
    });
    const image = { image: { format: 'png', source: { bytes: PNG } } };
    expect(mapping.input.messages).toEqual([
      {
        role: 'user',
        content: [
          { text: 'What is this?' },
          image,
          image,
          { image: { format: 'jpeg', source: { s3Location: { uri: 's3://bucket/picture.JPG' } } } },
          { text: '[media at https://example.com/picture.png]' },
          {
            video: {
              format: 'mp4',
              source: { s3Location: { uri: 's3://bucket/film', bucketOwner: '123456789012' } },
            },
          },
        ],
      },
    ]);
    expect(said(mapping)).toEqual(['media_not_loaded messages[0].content[4]']);
  });

  test('of documents with names in any script, and the same twice', () => {
    const file = (filename: string) => ({
      type: 'file' as const,
      file: { file_data: Buffer.from('%PDF-1.7').toString('base64'), filename },
    });
    const mapping = map({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Compare.' },
            file('report.pdf'),
            file('report.pdf'),
            file('請求書\u3000４月.pdf'),
            { type: 'document', data: Uint8Array.of(1), format: 'txt' },
          ],
        },
      ],
    });
    const documents = mapping.input.messages?.[0]?.content.flatMap((block) =>
      'document' in block ? [[block.document.name, block.document.format]] : [],
    );
    expect(documents).toEqual([
      ['report-pdf', 'pdf'],
      ['report-pdf (2)', 'pdf'],
      ['--- ---pdf', 'pdf'],
      ['document-1', 'txt'],
    ]);
    expect(said(mapping)).toEqual(
      [1, 2, 3, 4].map((at) => `document_name_changed messages[0].content[${at}].name`),
    );
  });

  test("of Bedrock's own settings", () => {
    const mapping = map({
      guardrail: { guardrailIdentifier: 'abc', guardrailVersion: '1', trace: 'enabled' },
      request_metadata: { team: 'search' },
      service_tier: 'flex',
      performance: 'optimized',
      prompt_variables: { city: 'Oslo', count: 3, list: [1], nothing: null, own: { text: 'x' } },
      additional_model_request_fields: { anthropic_beta: ['x'] },
      additional_model_response_field_paths: ['/stop_sequence'],
    });
    expect(mapping.input).toEqual({
      modelId: CLAUDE,
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      guardrailConfig: { guardrailIdentifier: 'abc', guardrailVersion: '1', trace: 'enabled' },
      requestMetadata: { team: 'search' },
      serviceTier: { type: 'flex' },
      performanceConfig: { latency: 'optimized' },
      promptVariables: {
        city: { text: 'Oslo' },
        count: { text: '3' },
        list: { text: '[1]' },
        nothing: { text: 'null' },
        own: { text: 'x' },
      },
      additionalModelRequestFields: { anthropic_beta: ['x'] },
      additionalModelResponseFieldPaths: ['/stop_sequence'],
    });
    expect(said(mapping)).toEqual([]);
  });

  test('of a prompt of prompt management needs no messages', () => {
    const model = 'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1';
    const mapping = map({ model, messages: [], prompt_variables: { city: 'Oslo' } });
    expect(mapping.input).toEqual({ modelId: model, promptVariables: { city: { text: 'Oslo' } } });
  });

  test('has the members of providerData, laid over and into its own', () => {
    const request = parseParams({
      model: CLAUDE,
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 5,
    });
    const providerData = {
      bedrock: { inferenceConfig: { aNewMember: 1 }, outputConfig: { effort: 'low' } },
      other: { x: 1 },
    };
    expect(toConverseRequest({ ...request, providerData }).input).toMatchObject({
      inferenceConfig: { maxTokens: 5, aNewMember: 1 },
      outputConfig: { effort: 'low' },
    });
    expect(toConverseRequest({ ...request, providerData }).input).not.toHaveProperty('x');
  });
});

describe('what models differ in', () => {
  test('system prompts go to the head of the first user turn where none are taken', () => {
    const messages: ChatParams['messages'] = [
      {
        role: 'system',
        content: [
          { type: 'text', text: 'Be kind.' },
          { type: 'image', data: PNG },
        ],
      },
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Be short.' },
    ];
    const mapping = map({ model: MIXTRAL, messages });
    expect(mapping.input).toEqual({
      modelId: MIXTRAL,
      messages: [
        { role: 'user', content: [{ text: 'Be kind.' }, { text: 'Be short.' }, { text: 'Hi' }] },
      ],
    });
    expect(said(mapping)).toEqual([
      'content_ignored messages[0].content[1]',
      'system_prompt_folded messages[0].content[0]',
      'system_message_moved messages[2]',
    ]);
    expect(map({ messages, supports_system_prompts: false }).input).not.toHaveProperty('system');
    expect(map({ model: MIXTRAL, messages, supports_system_prompts: true }).input.system).toEqual([
      { text: 'Be kind.' },
      { text: 'Be short.' },
    ]);
  });

  test('T24: an image goes behind the results where the model takes none inside', () => {
    const image = { type: 'image' as const, data: PNG };
    const mapping = map({
      model: 'us.mistral.pixtral-large-2502-v1:0',
      messages: [
        { role: 'user', content: 'Look.' },
        {
          role: 'assistant',
          content: [{ type: 'tool_call', id: 'a1B2c3D4e', name: 'shoot', arguments: '{}' }],
        },
        { role: 'tool', tool_call_id: 'a1B2c3D4e', content: [image] },
      ],
    });
    const blocks = mapping.input.messages?.flatMap(({ content }) => content) ?? [];
    expect(blocks).toContainEqual({ image: { format: 'png', source: { bytes: PNG } } });
    expect(said(mapping)).toContain('tool_media_moved messages[2].content[0].output[0]');
  });

  test('T25: a note stands in for a medium the model does not take', () => {
    const params: Partial<ChatParams> = {
      model: 'us.amazon.nova-micro-v1:0',
      messages: [{ role: 'user', content: [{ type: 'image', data: PNG }] }],
    };
    expect(map(params).input.messages).toEqual([
      { role: 'user', content: [{ text: '[image left out: the model does not take it]' }] },
    ]);
    expect(said(map(params))).toEqual(['media_unsupported messages[0].content[0]']);
    expect(map(params, { onUnsupported: 'warn' }).input.messages).toEqual([
      { role: 'user', content: [{ image: { format: 'png', source: { bytes: PNG } } }] },
    ]);
    expect(() => map(params, { onUnsupported: 'throw' })).toThrowError(
      expect.objectContaining({ reason: 'unsupported', path: 'messages[0].content[0]' }),
    );
  });

  test('an unknown model gets what the caller asks for', () => {
    const document = {
      type: 'document' as const,
      data: Uint8Array.of(1),
      format: 'csv',
      name: 'x',
    };
    const { input } = map({
      model: 'newcomer.model-1',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Read.' }, document] }],
    });
    expect(input.messages?.[0]?.content[1]).toMatchObject({ document: { format: 'csv' } });
  });

  test('an override of the profile decides', () => {
    const profile = modelProfile(CLAUDE, { [CLAUDE]: { sampling: { temperature: false } } });
    expect(map({ temperature: 0.5 }, { profile }).input).not.toHaveProperty('inferenceConfig');
  });
});

describe('what Converse has no place for', () => {
  test('is told, and not sent', () => {
    const mapping = map({
      messages: [{ role: 'user', content: 'Hi', name: 'ada' }],
      parallel_tool_calls: false,
      service_tier: 'scale',
      user: 'ada',
    });
    expect(mapping.input).toEqual({
      modelId: CLAUDE,
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    });
    expect(said(mapping)).toEqual([
      'parameter_ignored user',
      'message_name_ignored messages[0].name',
      'parameter_ignored parallel_tool_calls',
      'parameter_ignored service_tier',
    ]);
  });

  test('metadata of any length and characters are fitted', () => {
    const metadata = Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`k${at}`, 'v']));
    const mapping = map({ metadata: { ...metadata, k1: 'é'.repeat(300), k2: 'a b:c' } });
    expect(Object.keys(mapping.input.requestMetadata ?? {})).toHaveLength(16);
    expect(mapping.input.requestMetadata).toMatchObject({ k1: '_'.repeat(256), k2: 'a b:c' });
    expect(said(mapping)).toEqual(['metadata_adapted request_metadata']);
    expect(map({ metadata: {} }).input).not.toHaveProperty('requestMetadata');
  });

  test('a service tier of auto is left to the account, a new one passes', () => {
    expect(map({ service_tier: 'auto' }).input).not.toHaveProperty('serviceTier');
    expect(map({ service_tier: 'newest' }).input.serviceTier).toEqual({ type: 'newest' });
  });
});

describe('the history that comes with it', () => {
  test('is the healed one, and names places of the one that came', () => {
    const mapping = map({
      messages: [
        { role: 'user', content: ' ' },
        { role: 'user', content: 'Hi' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.b/c' } }] },
      ],
    });
    expect(said(mapping)).toEqual([
      'media_not_loaded messages[2].content[0]',
      'blank_text_removed messages[0].content[0]',
      'empty_message_removed messages[0]',
      'messages_merged messages[2]',
    ]);
    expect(mapping.history).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hi' },
          { type: 'image', imageUrl: 'https://a.b/c' },
        ],
      },
    ]);
  });

  test('an error names the place in the messages that came', () => {
    const content = [{ type: 'image' as const, data: Uint8Array.of(1, 2), mediaType: 'image/bmp' }];
    const error = caught(() =>
      map({
        messages: [
          { role: 'user', content: ' ' },
          { role: 'user', content },
        ],
      }),
    );
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'messages[1].content[0]' });
    expect(isProviderError(error) && error.message).toBe(
      'messages[1].content[0]: expected image data in one of the formats png, jpeg, gif, webp; got "image/bmp" and the bytes do not tell',
    );
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
