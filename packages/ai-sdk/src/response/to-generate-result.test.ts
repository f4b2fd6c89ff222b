import type { LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import {
  type ContentBlock,
  UnifiedResponse,
  type UnifiedResponseInit,
} from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { PIXEL } from '../../../../tests/support/emulated.js';
import type { MappedCall } from '../prompt/to-chat-params.js';
import { toGenerateResult } from './to-generate-result.js';

const CALL: MappedCall = { params: { messages: [] }, warnings: [] };

function result(init: Partial<UnifiedResponseInit>, call = CALL): LanguageModelV4GenerateResult {
  const response = { id: 'r1', model: 'm1', provider: 'p1', messages: [], ...init };
  return toGenerateResult(new UnifiedResponse(response), call);
}

function content(...blocks: ContentBlock[]): unknown {
  return result({ messages: [{ role: 'assistant', content: blocks }] }).content;
}

describe('content', () => {
  it('is text with its sources', () => {
    const web = { type: 'citation', title: 'A', snippet: 'a', url: 'https://a.example/' } as const;
    const page = {
      type: 'citation',
      title: 'B',
      snippet: '',
      location: { documentPage: { start: 1 } },
    } as const;
    const text = { type: 'text', text: 'So it is.', citations: [web, page] } as const;
    const first = {
      type: 'source',
      sourceType: 'url',
      id: 'r1-0',
      url: 'https://a.example/',
      title: 'A',
      providerMetadata: { outcrop: { block: web } },
    };
    const second = {
      type: 'source',
      sourceType: 'document',
      id: 'r1-1',
      mediaType: 'application/pdf',
      title: 'B',
      providerMetadata: { outcrop: { block: page } },
    };
    expect(content(text)).toEqual([
      {
        type: 'text',
        text: 'So it is.',
        citations: [{ source: first, citedText: 'a' }, { source: second }],
        providerMetadata: { outcrop: { citations: [web, page] } },
      },
      first,
      second,
    ]);
  });

  it('is reasoning with its signature, or sealed', () => {
    expect(
      content(
        { type: 'reasoning', reasoning: 'Hm.', signature: 's', provider: 'bedrock' },
        { type: 'reasoning', reasoning: '', redacted: Uint8Array.of(1, 2, 3) },
      ),
    ).toEqual([
      {
        type: 'reasoning',
        text: 'Hm.',
        providerMetadata: { outcrop: { signature: 's', provider: 'bedrock' } },
      },
      {
        type: 'reasoning',
        text: '',
        providerMetadata: { outcrop: { redacted: { $bytes: 'AQID' } } },
      },
    ]);
  });

  it('is calls, whose text is kept where it is unusual', () => {
    const call = { type: 'tool_call', id: 't', name: 'f' } as const;
    const part = { type: 'tool-call', toolCallId: 't', toolName: 'f' };
    expect(content({ ...call, arguments: '{"a":1}' }, { ...call, arguments: '{ }' })).toEqual([
      { ...part, input: '{"a":1}' },
      { ...part, input: '{ }', providerMetadata: { outcrop: { arguments: '{ }' } } },
    ]);
  });

  it('is files', () => {
    expect(
      content(
        { type: 'image', data: PIXEL, mediaType: 'image/png' },
        { type: 'image', dataUri: 'data:image/png;base64,AQID' },
        { type: 'audio', data: PIXEL, format: 'mp3' },
      ),
    ).toEqual([
      { type: 'file', mediaType: 'image/png', data: { type: 'data', data: PIXEL } },
      { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AQID' } },
      {
        type: 'file',
        mediaType: 'audio/mp3',
        data: { type: 'data', data: PIXEL },
        providerMetadata: { outcrop: { format: 'mp3' } },
      },
    ]);
  });

  it('is whatever else there may be, whole', () => {
    const later = { type: 'generic', originalType: 'later', x: 1 } as const;
    expect(content(later)).toEqual([
      {
        type: 'custom',
        kind: 'outcrop.generic',
        providerMetadata: { outcrop: { block: later } },
      },
    ]);
  });

  it('tells what the provider has run itself', () => {
    const call = { type: 'tool_call', id: 't', name: 'nova_grounding', arguments: '{}' } as const;
    const output = { type: 'tool_result', toolCallId: 't', output: { found: 1 } } as const;
    const tools = [{ type: 'provider', definition: { systemTool: {} } }] as const;
    const messages = [{ role: 'assistant', content: [call, output] }] as const;
    const { content } = result({ messages }, { ...CALL, params: { messages: [], tools } });
    expect(content).toMatchObject([
      { type: 'tool-call', providerExecuted: true, dynamic: true },
      {
        type: 'tool-result',
        toolCallId: 't',
        toolName: 'nova_grounding',
        result: { found: 1 },
        providerMetadata: { outcrop: { block: output } },
      },
    ]);
  });
});

describe('what goes with it', () => {
  it('is why it stopped', () => {
    const reasons = ['stop', 'length', 'tool_calls', 'content_filter', 'unknown'] as const;
    const told = reasons.map(
      (finishReason) =>
        result({ finishReason, providerMetadata: { stopReason: 'x' } }).finishReason,
    );
    expect(told).toEqual(
      ['stop', 'length', 'tool-calls', 'content-filter', 'other'].map((unified) => ({
        unified,
        raw: 'x',
      })),
    );
  });

  it('is what it used, the cached tokens in the total', () => {
    const usage = {
      inputTokens: 10,
      outputTokens: 20,
      totalTokens: 37,
      cacheReadInputTokens: 4,
      cacheWriteInputTokens: 3,
      reasoningTokens: 5,
      raw: { inputTokens: 10 },
    };
    expect(result({ usage }).usage).toEqual({
      inputTokens: { total: 17, noCache: 10, cacheRead: 4, cacheWrite: 3 },
      outputTokens: { total: 20, text: 15, reasoning: 5 },
      raw: { inputTokens: 10 },
    });
  });

  it('is no 0 where nobody counted', () => {
    expect(result({}).usage.inputTokens.total).toBeUndefined();
    expect(result({}).usage.outputTokens.total).toBeUndefined();
  });

  it('is what it cost, what was mended, what the provider said', () => {
    const repairs = [{ code: 'turns_merged', path: 'messages[1]', message: 'Merged.' }];
    const { providerMetadata, response, request } = result({
      cost: { status: 'unknown', reason: 'model-not-listed' },
      repairs,
      providerMetadata: { requestId: 'q', trace: Uint8Array.of(1) },
    });
    expect(providerMetadata?.outcrop).toMatchObject({
      provider: 'p1',
      model: 'm1',
      status: 'completed',
      cost: { status: 'unknown', reason: 'model-not-listed' },
      repairs,
      providerMetadata: { requestId: 'q', trace: { $bytes: 'AQ==' } },
    });
    expect(response).toMatchObject({ id: 'r1', modelId: 'm1' });
    expect(response?.body).toBeInstanceOf(UnifiedResponse);
    expect(request?.body).toBe(CALL.params);
  });

  it('is warnings, of both sides of the bridge', () => {
    const warnings = [
      { code: 'parameter_ignored', path: 'seed', message: 'No seed.' },
      { code: 'media_type_mismatch', path: 'messages[0]', message: 'It is a PNG.' },
      { code: 'usage_missing', message: 'No usage.' },
    ];
    const call = { ...CALL, warnings: [{ type: 'unsupported', feature: 'x' }] as const };
    expect(result({ warnings }, call).warnings).toEqual([
      { type: 'unsupported', feature: 'x' },
      { type: 'unsupported', feature: 'seed', details: 'No seed.' },
      { type: 'other', message: 'messages[0]: It is a PNG.' },
      { type: 'other', message: 'No usage.' },
    ]);
  });
});
