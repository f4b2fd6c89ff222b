import { describe, expect, it } from 'vitest';
import type { Warning } from './notice.js';
import { parseContent } from './parse-content.js';
import { ProviderError } from './provider-error.js';
import { caughtError } from './testing/caught-error.js';
import { deepFreeze } from './testing/deep-freeze.js';

const PNG = 'data:image/png;base64,AQID';
const BYTES = Uint8Array.of(1, 2, 3);

function parse(content: unknown): { blocks: unknown; warnings: Warning[] } {
  const warnings: Warning[] = [];
  return { blocks: parseContent(deepFreeze(content), 'content', warnings), warnings };
}

describe('parseContent', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['a text', 'hi', [{ type: 'text', text: 'hi' }]],
    ['an empty text', '', [{ type: 'text', text: '' }]],
    ['null', null, []],
    ['nothing', undefined, []],
    ['no parts', [], []],
    [
      'texts',
      ['a', 'b'],
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    ],
  ])('reads %s', (_name, content, blocks) => {
    expect(parse(content)).toEqual({ blocks, warnings: [] });
  });

  it.each<[string, unknown, unknown]>([
    ['text', { type: 'text', text: 'a' }, { type: 'text', text: 'a' }],
    ['a refusal', { type: 'refusal', refusal: 'no' }, { type: 'text', text: 'no' }],
    [
      'an image at an address',
      { type: 'image_url', image_url: { url: 'https://a/b.png', detail: 'low' } },
      { type: 'image', imageUrl: 'https://a/b.png', detail: 'low' },
    ],
    [
      'an image at an address, as text',
      { type: 'image_url', image_url: 'https://a/b.png' },
      { type: 'image', imageUrl: 'https://a/b.png' },
    ],
    [
      'an image as data URI',
      { type: 'image_url', image_url: { url: PNG, detail: null } },
      { type: 'image', dataUri: PNG },
    ],
    [
      'an image as data URI, as text',
      { type: 'image_url', image_url: 'DATA:image/png;base64,AQID' },
      { type: 'image', dataUri: 'DATA:image/png;base64,AQID' },
    ],
    [
      'an image in S3',
      { type: 'image_url', image_url: { url: 's3://bucket/a.png' } },
      { type: 'image', s3Uri: 's3://bucket/a.png' },
    ],
    [
      'an image in S3, as text',
      { type: 'image_url', image_url: 's3://bucket/a.png' },
      { type: 'image', s3Uri: 's3://bucket/a.png' },
    ],
    [
      'audio',
      { type: 'input_audio', input_audio: { data: 'AQID', format: 'wav' } },
      { type: 'audio', data: BYTES, format: 'wav' },
    ],
    [
      'audio without format',
      { type: 'input_audio', input_audio: { data: 'AQID' } },
      { type: 'audio', data: BYTES },
    ],
    [
      'a file as base64',
      { type: 'file', file: { file_data: 'AQID', filename: 'Report.final.PDF' } },
      { type: 'document', data: BYTES, name: 'Report.final.PDF', format: 'pdf' },
    ],
    [
      'a file as data URI, its name without an extension',
      { type: 'file', file: { file_data: 'data:text/plain;base64,AQID', filename: 'notes' } },
      { type: 'document', dataUri: 'data:text/plain;base64,AQID', name: 'notes' },
    ],
    [
      'a file without name',
      { type: 'file', file: { file_data: 'AQID', filename: null } },
      { type: 'document', data: BYTES },
    ],
    [
      'thinking',
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'reasoning', reasoning: 'hm', signature: 's' },
    ],
    [
      'thinking without signature',
      { type: 'thinking', thinking: 'hm' },
      { type: 'reasoning', reasoning: 'hm' },
    ],
  ])('reads %s', (_name, part, block) => {
    expect(parse([part])).toEqual({ blocks: [block], warnings: [] });
  });

  it.each([
    { type: 'text', text: 'a', citations: [{ type: 'citation', title: 't', snippet: 's' }] },
    { type: 'image', data: BYTES, mediaType: 'image/png' },
    { type: 'audio', s3Uri: 's3://a/b', format: 'mp3' },
    { type: 'video', dataUri: 'data:video/mp4;base64,AQID' },
    { type: 'document', text: ['a', 'b'], name: 'n', citations: true },
    { type: 'search_result', source: 's', title: 't', content: ['c'] },
    { type: 'reasoning', reasoning: 'hm', redacted: BYTES },
    { type: 'citation', title: 't', snippet: 's', relevanceScore: 0.5 },
    { type: 'tool_call', id: 't', name: 'f', arguments: '{' },
    { type: 'tool_result', toolCallId: 't', output: null, status: 'success' },
    { type: 'guard', text: 'a', qualifiers: ['query'] },
    { type: 'cache_point', ttl: '1h' },
    { type: 'generic', originalType: 'new', anything: { at: 'all' } },
  ])('takes an own block of type $type as it is', (block) => {
    const warnings: Warning[] = [];
    const [read] = parseContent([block], 'content', warnings);
    expect(read).toBe(block);
    expect(warnings).toEqual([]);
  });

  it.each<[string, unknown, unknown]>([
    [
      'of an unknown type',
      { type: 'hologram', depth: 3 },
      { type: 'generic', originalType: 'hologram', depth: 3 },
    ],
    ['without a type', { text: 'hi' }, { type: 'generic', text: 'hi' }],
    [
      'whose type is no own property',
      { type: 'toString' },
      { type: 'generic', originalType: 'toString' },
    ],
  ])('keeps a part %s, with a warning', (_name, part, block) => {
    expect(parse([part])).toEqual({
      blocks: [block],
      warnings: [
        { code: 'unknown_content', path: 'content[0]', message: expect.stringContaining('kept') },
      ],
    });
  });

  it('keeps a file by id, with a warning that says what to do', () => {
    const part = { type: 'file', file: { file_id: 'file-1', filename: 'a.pdf' } };
    expect(parse(['a', part])).toEqual({
      blocks: [
        { type: 'text', text: 'a' },
        { type: 'generic', originalType: 'file', file_id: 'file-1', filename: 'a.pdf' },
      ],
      warnings: [
        {
          code: 'unknown_content',
          path: 'content[1].file',
          message: expect.stringContaining('Pass file_data.'),
        },
      ],
    });
  });

  it('warns of what stands beside a part', () => {
    const part = { type: 'refusal', refusal: 'no', cache_control: { type: 'ephemeral' } };
    const [warning, ...others] = parse([part]).warnings;
    expect(warning).toMatchObject({ code: 'field_ignored', path: 'content[0].cache_control' });
    expect(others).toEqual([]);
  });

  it.each<[unknown, string, string]>([
    [5, '', 'a string or an array of content parts, got the number 5'],
    [{ type: 'text', text: 'a' }, '', 'a string or an array of content parts, got an object'],
    [[null], '[0]', 'an object, got null'],
    [['a', 5], '[1]', 'an object, got the number 5'],
    [[{ type: 5 }], '[0].type', 'a string, got the number 5'],
    [[{ type: 'text' }], '[0].text', 'a string, got nothing'],
    [[{ type: 'text', text: null }], '[0].text', 'a string, got null'],
    [[{ type: 'refusal' }], '[0].refusal', 'a string, got nothing'],
    [[{ type: 'image_url' }], '[0].image_url', 'an object, got nothing'],
    [[{ type: 'image_url', image_url: {} }], '[0].image_url.url', 'a string, got nothing'],
    [
      [{ type: 'image_url', image_url: { url: 'https://a', detail: 1 } }],
      '[0].image_url.detail',
      'a string, got the number 1',
    ],
    [
      [{ type: 'input_audio', input_audio: 'AQID' }],
      '[0].input_audio',
      'an object, got the string "AQID"',
    ],
    [
      [{ type: 'input_audio', input_audio: { data: 'not base64!' } }],
      '[0].input_audio.data',
      'base64 text, got the string "not base64!"',
    ],
    [[{ type: 'input_audio', input_audio: {} }], '[0].input_audio.data', 'a string, got nothing'],
    [[{ type: 'file' }], '[0].file', 'an object, got nothing'],
    [[{ type: 'file', file: {} }], '[0].file.file_data', 'a string, got nothing'],
    [[{ type: 'file', file: { file_data: BYTES } }], '[0].file.file_data', 'a string, got 3 bytes'],
    [
      [{ type: 'file', file: { file_data: '@'.repeat(99) } }],
      '[0].file.file_data',
      `base64 text, got the string "${'@'.repeat(60)}…"`,
    ],
    [
      [{ type: 'file', file: { file_data: 'AQID', filename: 1 } }],
      '[0].file.filename',
      'a string, got the number 1',
    ],
    [[{ type: 'thinking' }], '[0].thinking', 'a string, got nothing'],
    [
      [{ type: 'thinking', thinking: 'hm', signature: 1n }],
      '[0].signature',
      'a string, got the bigint 1',
    ],
    [[{ type: 'tool_call', id: 't', name: 'f' }], '[0].arguments', 'a string, got nothing'],
    [[{ type: 'tool_result', output: '' }], '[0].toolCallId', 'a string, got nothing'],
    [
      [{ type: 'tool_result', toolCallId: 't', status: 'ok' }],
      '[0].status',
      'one of "success", "error", got the string "ok"',
    ],
    [[{ type: 'reasoning' }], '[0].reasoning', 'a string, got nothing'],
    [[{ type: 'image', data: 'AQID' }], '[0].data', 'bytes (a Uint8Array), got the string "AQID"'],
    [
      [{ type: 'document', text: [1] }],
      '[0].text',
      'a string or an array of strings, got an array of 1',
    ],
  ])('refuses %o', (content, place, expected) => {
    const path = `content${place}`;
    const error = caughtError(() => parse(content));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      reason: 'invalid_request',
      path,
      message: `${path}: expected ${expected}`,
    });
  });
});
