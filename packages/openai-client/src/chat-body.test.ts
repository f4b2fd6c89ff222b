import { type ChatParams, parseParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { chatBody } from './chat-body.js';
import { ownTools } from './chat-tools.js';
import type { PresetName, Quirks } from './preset.js';
import { PRESETS } from './presets-table.js';
import { problemOf } from './testing/body-rules.js';

const HELLO = { role: 'user', content: 'hello' } as const;

function bodyOf(params: Partial<ChatParams>, preset: PresetName = 'openai', quirks = {}) {
  const all: Quirks = { ...PRESETS[preset], ...quirks };
  const whole: ChatParams = { model: 'm', messages: [HELLO], ...params };
  const request = parseParams(whole);
  const { body, warnings } = chatBody(request, whole, ownTools(whole, request, all), all);
  expect(problemOf(body)).toBeUndefined();
  return { body, warnings, codes: warnings.map(({ code, path }) => `${code} ${path}`) };
}

describe('parameters', () => {
  it('go out under the names of the service', () => {
    const params = {
      max_tokens: 9,
      temperature: 0.5,
      top_p: 0.9,
      stop: 'END',
      seed: 3,
      reasoning_effort: 'low',
      metadata: { a: 'b' },
      service_tier: 'flex',
      user: 'ann',
      frequency_penalty: 1,
      logprobs: true,
      top_logprobs: 2,
      store: false,
    } as const;
    const { body, warnings } = bodyOf(params);
    const { max_tokens, stop, ...same } = params;
    expect(body).toEqual({
      ...{ model: 'm', messages: [HELLO], max_completion_tokens: max_tokens, stop: [stop] },
      ...same,
    });
    expect(warnings).toEqual([]);
  });

  it('that the server does not have are told, not sent', () => {
    const { body, codes } = bodyOf(
      {
        ...{ max_tokens: 9, top_k: 4, k: 2, user: 'ann', store: false, verbosity: 'low' },
        ...{ metadata: { a: 'b' }, service_tier: 'flex', cache: 'auto', guardrail: {} },
        thinking: { type: 'enabled', budget_tokens: 9 },
        ...{ additional_converse_fields: { a: 1 }, n: 3 },
      },
      'ollama',
    );
    expect(body).toEqual({ model: 'm', messages: [HELLO], max_tokens: 9 });
    expect(codes.sort()).toEqual([
      'parameter_ignored additional_converse_fields',
      'parameter_ignored cache',
      'parameter_ignored guardrail',
      'parameter_ignored k',
      'parameter_ignored metadata',
      'parameter_ignored n',
      'parameter_ignored service_tier',
      'parameter_ignored thinking',
      'parameter_ignored top_k',
      'parameter_ignored user',
      'parameter_ignored verbosity',
    ]);
  });

  it('of the server’s own go out as they are', () => {
    const { body } = bodyOf({ additional_model_request_fields: { seed: 5 }, top_k: 3 }, 'vllm');
    expect(body).toMatchObject({ seed: 5, top_k: 3 });
  });
});

describe('system messages', () => {
  const messages = [
    { role: 'system', content: 'One.' },
    { role: 'developer', content: 'Two.' },
    HELLO,
    { role: 'system', content: 'Three.' },
  ] as const;

  it('have the role that the service gives them', () => {
    const roles = (preset: PresetName) => bodyOf({ messages }, preset).body.messages;
    expect(roles('openai').map(({ role }) => role)).toEqual([
      ...['developer', 'developer', 'user', 'developer'],
    ]);
    expect(roles('vllm').map(({ role }) => role)).toEqual(['system', 'system', 'user', 'system']);
  });

  it('are the user’s where the model takes none', () => {
    const { body } = bodyOf({ messages, supports_system_prompts: false });
    expect(new Set(body.messages.map(({ role }) => role))).toEqual(new Set(['user']));
  });
});

describe('content', () => {
  const said = (content: ChatParams['messages'][number]['content'], preset?: PresetName) =>
    bodyOf({ messages: [{ role: 'user', content: content as never }] }, preset);

  it('becomes the parts that there are words for', () => {
    const { body, warnings } = said([
      { type: 'text', text: 'Look:' },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
      { type: 'image', data: Uint8Array.of(0xff, 0xd8, 0xff) },
      { type: 'audio', data: Uint8Array.of(1), format: 'mp3' },
      { type: 'document', data: Uint8Array.of(2), format: 'pdf', name: 'report' },
      { type: 'file', file: { file_id: 'file-1' } },
    ]);
    expect(body.messages[0]?.content).toEqual([
      { type: 'text', text: 'Look:' },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
      { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,/9j/' } },
      { type: 'input_audio', input_audio: { data: 'AQ==', format: 'mp3' } },
      {
        type: 'file',
        file: { file_data: 'data:application/pdf;base64,Ag==', filename: 'report.pdf' },
      },
      { type: 'file', file: { file_id: 'file-1' } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('is told where there are none', () => {
    const { body, codes } = said(
      [
        { type: 'text', text: 'Look:' },
        { type: 'video', data: Uint8Array.of(1), format: 'mp4' },
        { type: 'image', s3Uri: 's3://bucket/a.png' },
        { type: 'audio', data: Uint8Array.of(1) },
        { type: 'document', data: Uint8Array.of(1), format: 'pdf' },
        { type: 'cache_point' },
        { type: 'generic', provider: 'bedrock', secretSauce: 1 },
      ],
      'ollama',
    );
    expect(body.messages).toEqual([{ role: 'user', content: 'Look:' }]);
    expect(codes).toEqual(
      [1, 2, 3, 4, 5, 6].map((at) => `content_ignored messages[0].content[${at}]`),
    );
  });

  it('is sent as text where that says the same', () => {
    const { body, codes } = said(
      [
        { type: 'document', data: new TextEncoder().encode('a,b'), format: 'csv', name: 'table' },
        { type: 'document', text: ['one', 'two'], context: 'numbers' },
        { type: 'search_result', source: 'https://x', title: 'X', content: ['found'] },
        { type: 'guard', text: 'careful' },
      ],
      'vllm',
    );
    expect(body.messages[0]?.content).toEqual(
      ['table\n\na,b', 'Document: numbers', 'one\ntwo', 'X\nhttps://x\nfound', 'careful'].map(
        (text) => ({ type: 'text', text }),
      ),
    );
    expect(codes).toEqual([0, 1, 2, 3].map((at) => `content_adapted messages[0].content[${at}]`));
  });
});

describe('tool results', () => {
  const call = (id: string) => ({ type: 'tool_call', id, name: 'look', arguments: '' }) as const;

  it('are messages of their own, and their images follow when all have been told', () => {
    const image = { type: 'image', data: Uint8Array.of(1), mediaType: 'image/png' } as const;
    const { body, codes } = bodyOf({
      messages: [
        HELLO,
        { role: 'assistant', content: [call('a'), call('b'), call('c')] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              toolCallId: 'a',
              output: [{ type: 'text', text: 'see' }, image],
            },
            { type: 'tool_result', toolCallId: 'b', output: { degrees: 3 } },
          ],
        },
        {
          role: 'tool',
          content: [{ type: 'tool_result', toolCallId: 'c', output: 'no', status: 'error' }],
        },
        { role: 'user', content: 'And?' },
      ],
    });
    expect(body.messages.slice(2)).toEqual([
      { role: 'tool', tool_call_id: 'a', content: 'see' },
      { role: 'tool', tool_call_id: 'b', content: '{"degrees":3}' },
      { role: 'tool', tool_call_id: 'c', content: 'Error: no' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'From the result of a:' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQ==' } },
          { type: 'text', text: 'And?' },
        ],
      },
    ]);
    expect(codes).toEqual([
      'content_adapted messages[2].content[0]',
      'content_adapted messages[3].content[0]',
    ]);
  });
});

describe('tools', () => {
  const tool = {
    type: 'function',
    function: { name: 'add', parameters: { type: 'object' }, strict: true },
  } as const;
  const custom = { type: 'custom', custom: { name: 'code', description: 'Runs code' } } as const;

  it('go out with their choice', () => {
    const { body, warnings } = bodyOf({
      ...{ tools: [tool], tool_choice: 'required', parallel_tool_calls: false },
    });
    expect(body).toMatchObject({
      ...{ tools: [tool], tool_choice: 'required', parallel_tool_calls: false },
    });
    expect(warnings).toEqual([]);
    const named = { type: 'function', function: { name: 'add' } } as const;
    expect(bodyOf({ tools: [tool], tool_choice: named }).body.tool_choice).toEqual(named);
  });

  it('say what the server cannot be told', () => {
    const named = { type: 'function', function: { name: 'add' } } as const;
    const { body, codes } = bodyOf({ tools: [tool], tool_choice: named }, 'lmstudio');
    expect(body.tool_choice).toBe('required');
    expect(body.tools).toEqual([
      { type: 'function', function: { name: 'add', parameters: { type: 'object' } } },
    ]);
    expect(codes).toEqual(['parameter_ignored tools[0].strict', 'content_adapted tool_choice']);
    expect(bodyOf({ tool_choice: 'required' }).codes).toEqual(['parameter_ignored tool_choice']);
  });

  it('may be custom, with calls and choices of their own', () => {
    const allowed = {
      type: 'allowed_tools',
      allowed_tools: { mode: 'auto', tools: [{ type: 'custom', custom: { name: 'code' } }] },
    } as const;
    const call = { id: 'a', type: 'custom', custom: { name: 'code', input: '1 + 1' } } as const;
    const messages = [
      HELLO,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'a', content: '2' },
    ] as const;
    const { body, warnings } = bodyOf({ messages, tools: [custom], tool_choice: allowed });
    expect(body).toMatchObject({ messages, tools: [custom], tool_choice: allowed });
    expect(warnings).toEqual([]);
    // Elsewhere they are functions with one argument.
    const { body: adapted, codes } = bodyOf({ tools: [custom] }, 'vllm');
    expect(adapted.tools).toMatchObject([{ type: 'function', function: { name: 'code' } }]);
    expect(codes).toEqual(['tool_adapted tools[0]']);
  });
});

describe('what an assistant said', () => {
  const reasoning = { type: 'reasoning', reasoning: 'Hm.', provider: 'openai' } as const;

  it('goes back with its reasoning where the server takes that', () => {
    const messages = [
      HELLO,
      { role: 'assistant', content: [reasoning, { type: 'text', text: 'Hi' }] },
    ];
    const params = { messages } as Partial<ChatParams>;
    expect(bodyOf(params, 'vllm').body.messages[1]).toEqual({
      ...{ role: 'assistant', content: 'Hi', reasoning: 'Hm.' },
    });
    const { body, codes } = bodyOf(params, 'openai');
    expect(body.messages[1]).toEqual({ role: 'assistant', content: 'Hi' });
    expect(codes).toEqual(['reasoning_ignored messages[1].content[0]']);
  });

  it('goes back as refusal and as audio, which are kept apart', () => {
    const { body } = bodyOf({
      messages: [
        HELLO,
        {
          role: 'assistant',
          content: [{ type: 'text', text: 'No.', providerData: { openai: { type: 'refusal' } } }],
        },
        HELLO,
        {
          role: 'assistant',
          content: [
            {
              ...{ type: 'audio', data: Uint8Array.of(1) },
              providerData: { openai: { id: 'audio_1' } },
            },
          ],
        },
        HELLO,
      ],
    });
    expect(body.messages[1]).toEqual({ role: 'assistant', content: null, refusal: 'No.' });
    expect(body.messages[3]).toEqual({
      role: 'assistant',
      content: null,
      audio: { id: 'audio_1' },
    });
  });
});
