import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from './json.js';
import { readConverseRequest } from './read-converse-request.js';

const question = { role: 'user', content: [{ text: 'Hello' }] };
const tool = { toolSpec: { name: 'look_up', inputSchema: { json: { type: 'object' } } } };
const toolConfig = { tools: [tool] };

function toolUse(toolUseId: string, input: JsonValue = {}): JsonObject {
  return { toolUse: { toolUseId, name: 'look_up', input } };
}

function toolResult(toolUseId: string, changes: JsonObject = {}): JsonObject {
  return { toolResult: { toolUseId, content: [{ text: 'found' }], ...changes } };
}

function asked(...content: JsonObject[]): JsonObject {
  return { messages: [{ role: 'user', content }] };
}

/** A conversation with one tool turn. */
function loop(uses: JsonObject[], results: JsonObject[], changes: JsonObject = {}): JsonObject {
  const messages = [
    question,
    { role: 'assistant', content: uses },
    { role: 'user', content: results },
  ];
  return { messages, toolConfig, ...changes };
}

function refusal(
  body: JsonValue,
  modelId = 'amazon.nova-lite-v1:0',
  checks: Parameters<typeof readConverseRequest>[2] = { validate: true },
): string {
  try {
    readConverseRequest(modelId, body, checks);
    return 'accepted';
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

describe('JSON types', () => {
  it.each<[string, JsonValue, string]>([
    ['a body that is a list', [], 'Start of list found where not expected (at the request body)'],
    ['a body that is a text', 'x', 'Expected a structure or map (at the request body)'],
    [
      'an object for a text',
      { messages: [{ role: {}, content: [] }] },
      'Start of structure or map found where not expected (at messages.0.role)',
    ],
    [
      'a list for a text',
      asked({ text: ['Hello'] }),
      'Start of list found where not expected (at messages.0.content.0.text)',
    ],
    [
      'a number for a text',
      asked({ text: 1 }),
      'NUMBER_VALUE can not be converted to a String (at messages.0.content.0.text)',
    ],
    [
      'a text for a list',
      { messages: [{ role: 'user', content: 'Hello' }] },
      'Expected a list (at messages.0.content)',
    ],
    [
      'a text for an integer',
      { inferenceConfig: { maxTokens: '10' } },
      'STRING_VALUE can not be converted to an Integer (at inferenceConfig.maxTokens)',
    ],
    [
      'a fraction for an integer',
      { inferenceConfig: { maxTokens: 1.5 } },
      'NUMBER_VALUE can not be converted to an Integer (at inferenceConfig.maxTokens)',
    ],
    [
      'a boolean for a float',
      { inferenceConfig: { topP: true } },
      'TRUE_VALUE can not be converted to a Float (at inferenceConfig.topP)',
    ],
    [
      'a text for a boolean',
      { toolConfig: { tools: [{ toolSpec: { strict: 'yes' } }] } },
      'STRING_VALUE can not be converted to a Boolean (at toolConfig.tools.0.toolSpec.strict)',
    ],
    [
      'a list for a map',
      { requestMetadata: [] },
      'Start of list found where not expected (at requestMetadata)',
    ],
    [
      'a text that is no base64 for a blob',
      asked({ image: { format: 'png', source: { bytes: 'data:image/png;base64,AAAA' } } }),
      'The value is not valid base64 (at messages.0.content.0.image.source.bytes)',
    ],
    [
      'base64 without its padding',
      asked({ image: { format: 'png', source: { bytes: 'AAA' } } }),
      'The value is not valid base64 (at messages.0.content.0.image.source.bytes)',
    ],
  ])('refuses %s, also without validation', (_, body, message) => {
    expect(refusal(body)).toBe(`SerializationException: ${message}`);
    expect(refusal(body, 'x', { validate: false })).toBe(`SerializationException: ${message}`);
  });

  it('leaves out what the service does not know, and nulls', () => {
    const body = { messages: [{ ...question, future: 1 }], system: null, unheard: {} };
    expect(readConverseRequest('x', body, { validate: true })).toEqual({
      modelId: 'x',
      messages: [question],
    });
  });
});

describe('constraints', () => {
  it.each<[string, JsonValue, string]>([
    [
      'a required member',
      { messages: [{ content: [{ text: 'Hello' }] }] },
      "Value at 'messages.1.member.role' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a required member whose values may be shown',
      { messages: [question], toolConfig: {} },
      "Value null at 'toolConfig.tools' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a null in a list',
      { messages: [question, null] },
      "Value at 'messages.2.member' failed to satisfy constraint: Member must not be null",
    ],
    [
      'an enum, in a message',
      asked({ text: 'See' }, { image: { format: 'jpg', source: { bytes: 'AAAA' } } }),
      "Value at 'messages.1.member.content.2.member.image.format' failed to satisfy constraint: Member must satisfy enum value set: [png, jpeg, gif, webp]",
    ],
    [
      'an enum, elsewhere',
      { messages: [question], serviceTier: { type: 'gold' } },
      "Value 'gold' at 'serviceTier.type' failed to satisfy constraint: Member must satisfy enum value set: [priority, default, flex, reserved]",
    ],
    [
      'a pattern',
      {
        messages: [question],
        toolConfig: { tools: [{ toolSpec: { ...tool.toolSpec, name: 'kb.search' } }] },
      },
      "Value 'kb.search' at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+",
    ],
    [
      'a longest text',
      { messages: [question], outputConfig: { effort: 'x'.repeat(17) } },
      `Value '${'x'.repeat(17)}' at 'outputConfig.effort' failed to satisfy constraint: Member must have length less than or equal to 16`,
    ],
    [
      'a shortest text',
      {
        messages: [question],
        toolConfig: { tools: [{ toolSpec: { ...tool.toolSpec, description: '' } }] },
      },
      "Value '' at 'toolConfig.tools.1.member.toolSpec.description' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a shortest list',
      { messages: [question], toolConfig: { tools: [] } },
      "Value '[]' at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'the texts of a list',
      { messages: [question], inferenceConfig: { stopSequences: ['a', ''] } },
      "Value '[a, ]' at 'inferenceConfig.stopSequences' failed to satisfy constraint: Member must satisfy constraint: [Member must have length greater than or equal to 1, Member must not be null]",
    ],
    [
      'a largest number, printed as a float',
      { messages: [question], inferenceConfig: { temperature: 99 } },
      "Value '99.0' at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1",
    ],
    [
      'a smallest number',
      { messages: [question], inferenceConfig: { maxTokens: 0 } },
      "Value '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a smallest blob',
      asked({ image: { format: 'png', source: { bytes: '' } } }),
      "Value at 'messages.1.member.content.1.member.image.source.bytes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a smallest map',
      { messages: [question], requestMetadata: {} },
      "Value at 'requestMetadata' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'the keys of a map',
      { messages: [question], requestMetadata: { 'a*': 'b' } },
      "Value at 'requestMetadata' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}, Member must not be null]",
    ],
    [
      'the values of a map',
      { messages: [question], requestMetadata: { a: 'b*' } },
      "Value at 'requestMetadata' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}, Member must not be null]",
    ],
  ])('hold for %s', (_, body, text) => {
    expect(refusal(body)).toBe(`ValidationException: 1 validation error detected: ${text}`);
    expect(refusal(body, 'x', { validate: false })).toBe('accepted');
  });

  it('are all reported in one message', () => {
    const name = `${'x'.repeat(64)}.`;
    const body = {
      messages: [
        question,
        { role: 'tool', content: [{ toolUse: { toolUseId: 'a', name, input: {} } }] },
      ],
    };
    expect(refusal(body)).toBe(
      "ValidationException: 3 validation errors detected: Value at 'messages.2.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant, system]; Value at 'messages.2.member.content.1.member.toolUse.name' failed to satisfy constraint: Member must have length less than or equal to 64; Value at 'messages.2.member.content.1.member.toolUse.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+",
    );
  });

  it('count characters, not UTF-16 units', () => {
    const config = (effort: string) => ({ messages: [question], outputConfig: { effort } });
    expect(refusal(config('🙂'.repeat(16)))).toBe('accepted');
    expect(refusal(config('🙂'.repeat(17)))).toContain('Member must have length less than');
  });

  it('anchor patterns at both ends', () => {
    expect(refusal({ messages: [question] }, 'a model')).toContain(
      "1 validation error detected: Value 'a model' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:aws",
    );
  });

  it.each([
    'anthropic.claude-3-haiku-20240307-v1:0',
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/a1b2c3',
    'arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint',
  ])('take the model id %s', (modelId) => {
    expect(refusal({ messages: [question] }, modelId)).toBe('accepted');
  });

  it('take `type: "tool_use"`, which real answers carry', () => {
    const use = { toolUse: { toolUseId: 'a', name: 'look_up', input: {}, type: 'tool_use' } };
    expect(refusal(loop([use], [toolResult('a')]))).toBe('accepted');
  });
});

describe('unions', () => {
  it.each<[string, JsonValue, string]>([
    [
      'nothing set',
      { messages: [{ role: 'user', content: [{ text: 'Hello' }, {}] }] },
      'ContentBlock object at messages.0.content.1 must set one of the following keys: text, image, document, video, audio, toolUse, toolResult, guardContent, cachePoint, reasoningContent, citationsContent, searchResult, toolAddition, toolRemoval.',
    ],
    [
      'only something unknown set',
      { messages: [question], toolConfig: { tools: [{ future: {} }] } },
      'Tool object at toolConfig.tools.0 must set one of the following keys: toolSpec, systemTool, cachePoint.',
    ],
    [
      'two members set',
      { messages: [question], toolConfig: { ...toolConfig, toolChoice: { auto: {}, any: {} } } },
      'ToolChoice object at toolConfig.toolChoice must set only one of the following keys: auto, any, tool. It sets auto, any.',
    ],
    [
      'an empty value in a map',
      { messages: [question], promptVariables: { name: {} } },
      'PromptVariableValues object at promptVariables.name must set one of the following keys: text.',
    ],
  ])('are refused with %s', (_, body, text) => {
    expect(refusal(body)).toBe(`ValidationException: ${text}`);
  });
});

describe('the rules of the service', () => {
  const START =
    'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  const assistantFirst = { messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }, question] };
  const report = (changes: JsonObject) => ({
    document: { format: 'pdf', name: 'report', source: { bytes: 'AAAA' }, ...changes },
  });

  it.each<[string, JsonValue, string]>([
    ['a conversation without messages', {}, START],
    ['a conversation the assistant starts', assistantFirst, START],
    [
      'a message without content',
      { messages: [question, { role: 'assistant', content: [] }] },
      'The content field in the Message object at messages.1 is empty. Add a ContentBlock object to the content field and try again.',
    ],
    [
      'an empty text',
      asked({ text: 'Hello' }, { text: '' }),
      'The text field in the ContentBlock object at messages.0.content.1 is blank. Add text to the text field, and try again.',
    ],
    [
      'a blank text',
      asked({ text: ' \n' }),
      'The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.',
    ],
    [
      'a document without a text',
      asked(report({})),
      'A text block must be included when using documents. Add a text block and retry your request.',
    ],
    [
      'a dot in a document name',
      asked({ text: 'Read' }, report({ name: 'report.pdf' })),
      "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. Check that the file name conforms to these restrictions and retry your request.",
    ],
    [
      'tools in the history without a toolConfig',
      { messages: loop([toolUse('a')], [toolResult('a')]).messages ?? null },
      'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
    ],
    [
      'an input schema that is not of type object',
      {
        messages: [question],
        toolConfig: {
          tools: [tool, { toolSpec: { name: 'b', inputSchema: { json: { anyOf: [] } } } }],
        },
      },
      'The value at toolConfig.tools.1.toolSpec.inputSchema.json.type must be one of the following: object.',
    ],
    [
      'tool input that is no object',
      loop([toolUse('a', 'text')], [toolResult('a')]),
      'The format of the value at messages.1.content.0.toolUse.input is invalid. Provide a json object for the field and try again.',
    ],
    [
      'a json result that is no object',
      loop([toolUse('a')], [toolResult('a', { content: [{ json: [1] }] })]),
      'The format of the value at messages.2.content.0.toolResult.content.0.json is invalid. Provide a json object for the field and try again.',
    ],
    [
      'a failure without a word',
      loop([toolUse('a')], [toolResult('a', { content: [], status: 'error' })]),
      'The content field at messages.2.content.0.toolResult cannot be empty when status value is error.',
    ],
    [
      'two calls with one id',
      loop([toolUse('a'), toolUse('a')], [toolResult('a')]),
      'The toolUse blocks at messages.1.content contain duplicate Ids: a',
    ],
    [
      'two results with one id',
      loop([toolUse('a'), toolUse('b')], [toolResult('b'), toolResult('b')]),
      'The toolResult blocks at messages.2.content contain duplicate Ids: b',
    ],
    [
      'more results than calls',
      loop([toolUse('a')], [toolResult('a'), toolResult('b')]),
      'The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.',
    ],
    [
      'calls without results',
      loop([toolUse('a'), toolUse('b'), toolUse('c')], [toolResult('b')]),
      'Expected toolResult blocks at messages.2.content for the following Ids: a, c',
    ],
    [
      'a result that comes a turn late',
      {
        toolConfig,
        messages: [
          question,
          { role: 'assistant', content: [toolUse('a')] },
          question,
          { role: 'user', content: [toolResult('a')] },
        ],
      },
      'The number of toolResult blocks at messages.3.content exceeds the number of toolUse blocks of previous turn.',
    ],
  ])('refuse %s', (_, body, text) => {
    expect(refusal(body)).toBe(`ValidationException: ${text}`);
    expect(refusal(body, 'x', { validate: false })).toBe('accepted');
  });

  it.each<[string, JsonValue, string]>([
    ['a tool loop', loop([toolUse('a')], [toolResult('a')]), 'amazon.nova-lite-v1:0'],
    ['a leading assistant turn on Claude', assistantFirst, 'us.anthropic.claude-opus-4-8'],
    [
      'a blank text beside others on Claude',
      asked({ text: 'Hello' }, { text: '\n' }),
      'anthropic.claude-sonnet-5',
    ],
    [
      'a stored prompt without messages',
      { promptVariables: { name: { text: 'Ada' } } },
      'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1',
    ],
    [
      'the document names others measured',
      asked({ text: 'Read' }, report({ name: ' a_b (1)[2]-c ' })),
      'x',
    ],
    [
      "a server tool's call and result in the assistant's own turn",
      {
        messages: [
          question,
          {
            role: 'assistant',
            content: [
              { toolUse: { toolUseId: 'a', name: 'run', input: {}, type: 'server_tool_use' } },
              toolResult('a'),
              { text: 'Done.' },
            ],
          },
          question,
        ],
        toolConfig,
      },
      'us.amazon.nova-2-lite-v1:0',
    ],
  ])('accept %s', (_, body, modelId) => {
    expect(refusal(body, modelId)).toBe('accepted');
  });
});

describe('model ids', () => {
  it('are limited to the given globs', () => {
    const checks = { validate: true, models: ['*claude*', 'amazon.nova-lite-v1:0'] };
    const body = { messages: [question] };
    expect(refusal(body, 'us.anthropic.claude-sonnet-5', checks)).toBe('accepted');
    expect(refusal(body, 'amazon.nova-lite-v1:0', checks)).toBe('accepted');
    expect(refusal(body, 'amazon.nova-pro-v1:0', checks)).toBe(
      'ValidationException: The provided model identifier is invalid.',
    );
  });
});
