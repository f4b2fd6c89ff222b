import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Notices } from '../notices.js';
import { mediaSource, type WireMedium } from './media-source.js';
import type { MediaKind } from './media-type.js';

type Block = Parameters<typeof mediaSource>[1];

function read(kind: MediaKind, block: Block): { medium: WireMedium | undefined; said: string[] } {
  const notices = new Notices();
  const medium = mediaSource(kind, block, 'messages[0].content[1]', notices);
  return { medium, said: notices.warnings.map(({ code }) => code) };
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const PNG = latin1('\x89PNG\r\n\x1a\n...');
const JPEG = latin1('\xff\xd8\xff\xe0...');
const OTHER = latin1('what is this?');

describe('the format', () => {
  test.each<[MediaKind, string, string]>([
    ['image', '\x89PNG\r\n\x1a\n', 'png'],
    ['image', '\xff\xd8\xff\xdb', 'jpeg'],
    ['image', 'GIF87a', 'gif'],
    ['image', 'GIF89a', 'gif'],
    ['image', 'RIFF\x24\x00\x00\x00WEBPVP8 ', 'webp'],
    ['audio', 'RIFF\x24\x00\x00\x00WAVEfmt ', 'wav'],
    ['audio', 'fLaC', 'flac'],
    ['audio', 'OggS', 'ogg'],
    ['audio', 'ID3\x04', 'mp3'],
    ['video', 'FLV\x01', 'flv'],
    ['video', '\x00\x00\x00\x18ftypisom', 'mp4'],
    ['video', '\x00\x00\x00\x14ftypqt  ', 'mov'],
    ['document', '%PDF-1.7', 'pdf'],
  ])('of %s is told by its first bytes: %j is %s', (kind, text, format) => {
    expect(read(kind, { data: latin1(text) })).toEqual({
      medium: { format, source: { bytes: latin1(text) } },
      said: [],
    });
  });

  test.each<[MediaKind, Block, string]>([
    ['image', { mediaType: 'image/jpg' }, 'jpeg'],
    ['image', { mediaType: 'IMAGE/JPEG; q=1' }, 'jpeg'],
    ['image', { mediaType: 'webp' }, 'webp'],
    ['audio', { format: 'x-wav' }, 'wav'],
    ['audio', { mediaType: 'audio/x-matroska' }, 'mka'],
    ['video', { mediaType: 'video/quicktime' }, 'mov'],
    ['video', { format: '3gp' }, 'three_gp'],
    ['document', { format: 'markdown' }, 'md'],
    ['document', { mediaType: 'text/plain; charset=utf-8' }, 'txt'],
    [
      'document',
      { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
      'docx',
    ],
    ['document', { format: 'unknown', mediaType: 'text/csv' }, 'csv'],
    ['image', { dataUri: 'data:image/webp;base64,AAAA' }, 'webp'],
  ])('of %s is declared: %j is %s', (kind, block, format) => {
    const data = block.dataUri === undefined ? { data: OTHER } : {};
    expect(read(kind, { ...data, ...block }).medium?.format).toBe(format);
  });

  test('of an S3 location is its extension, unless it is declared', () => {
    expect(read('image', { s3Uri: 's3://b/a.JPG' }).medium).toEqual({
      format: 'jpeg',
      source: { s3Location: { uri: 's3://b/a.JPG' } },
    });
    expect(
      read('video', { s3Uri: 's3://b/a', s3BucketOwner: '123456789012', format: 'mov' }).medium,
    ).toEqual({
      format: 'mov',
      source: { s3Location: { uri: 's3://b/a', bucketOwner: '123456789012' } },
    });
  });

  test('M08: bytes that contradict the declaration win, with a warning', () => {
    expect(read('image', { data: JPEG, mediaType: 'image/png' })).toEqual({
      medium: { format: 'jpeg', source: { bytes: JPEG } },
      said: ['media_type_mismatch'],
    });
  });

  test.each<[MediaKind, string, string]>([
    ['audio', 'opus', 'OggS'],
    ['audio', 'mpga', 'ID3\x04'],
    ['video', 'mov', '\x00\x00\x00\x18ftypisom'],
  ])(
    'between formats that begin alike the declared one is believed: %s as %s',
    (kind, format, text) => {
      expect(read(kind, { data: latin1(text), format })).toEqual({
        medium: { format, source: { bytes: latin1(text) } },
        said: [],
      });
    },
  );

  test.each<[string, MediaKind, Block]>([
    ['a format Converse does not have', 'image', { data: OTHER, mediaType: 'image/tiff' }],
    ['nothing at all', 'image', { data: OTHER }],
    ['a name that objects have', 'image', { data: OTHER, mediaType: 'constructor' }],
    ['an S3 location without extension', 'document', { s3Uri: 's3://bucket/report' }],
  ])('M08: that nobody can tell is refused: %s', (_, kind, block) => {
    expect(() => read(kind, block)).toThrowError(
      expect.objectContaining({ reason: 'invalid_request', path: 'messages[0].content[1]' }),
    );
  });
});

describe('the bytes', () => {
  test('of a Buffer are its own, in a view without a toJSON', () => {
    const buffer = Buffer.from(PNG);
    const { source } = read('image', { data: buffer }).medium ?? {};
    const { bytes } = source as { bytes: Uint8Array };
    expect(bytes.constructor).toBe(Uint8Array);
    expect(bytes).toEqual(PNG);
    // A view, not a copy.
    expect(bytes.buffer).toBe(buffer.buffer);
  });

  test('of another realm are bytes, too', () => {
    const data = runInNewContext('Uint8Array.from(values)', { values: [...PNG] }) as Uint8Array;
    expect(read('image', { data }).medium).toEqual({ format: 'png', source: { bytes: PNG } });
  });

  test.each<[string, unknown]>([
    ['text', 'iVBORw0KGgo='],
    ['numbers', [1, 2, 3]],
    ['an ArrayBuffer', new ArrayBuffer(2)],
    ['other numbers', Float32Array.of(1)],
    ['nothing', new Uint8Array()],
  ])('are refused when they are %s', (_, data) => {
    expect(() => read('image', { data: data as Uint8Array })).toThrowError(
      expect.objectContaining({ reason: 'invalid_request', path: 'messages[0].content[1].data' }),
    );
  });

  test('are nowhere: there is no source', () => {
    expect(read('image', {}).medium).toBeUndefined();
  });
});

describe('a data URI', () => {
  const base64 = Buffer.from(PNG).toString('base64');
  test.each<[string, string]>([
    ['in base64', `data:image/png;base64,${base64}`],
    ['without a type', `data:;base64,${base64}`],
    ['in capitals, with parameters', `DATA:IMAGE/PNG;a=b;BASE64,${base64}`],
    ['without padding', `data:image/png;base64,${base64.replaceAll('=', '')}`],
    ['with line breaks', `data:image/png;base64,${base64.replace(/(.{4})/g, '$1\r\n')}`],
    ['with percent-encoded base64', `data:image/png;base64,${encodeURIComponent(base64)}`],
  ])('%s', (_, dataUri) => {
    expect(read('image', { dataUri }).medium).toEqual({ format: 'png', source: { bytes: PNG } });
  });

  test.each<[string, string]>([
    ['a%20b', 'a b'],
    ['100%25', '100%'],
    ['100% of it', '100% of it'],
    ['größer', 'größer'],
    ['%E6%9D%B1', '東'],
    ['a,b', 'a,b'],
  ])('percent-encoded: %s', (encoded, text) => {
    const { medium } = read('document', { dataUri: `data:text/plain,${encoded}` });
    expect(medium).toEqual({
      format: 'txt',
      source: { bytes: Uint8Array.from(Buffer.from(text)) },
    });
  });

  test('reads back whatever encodeURIComponent wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const dataUri = `data:text/markdown,${encodeURIComponent(text)}`;
        expect(read('document', { dataUri }).medium).toEqual({
          format: 'md',
          source: { bytes: Uint8Array.from(Buffer.from(text)) },
        });
      }),
    );
  });

  test.each([
    'image/png;base64,AAAA',
    'data:image/png;base64',
    'data:image/png;base64,A',
    'data:image/png;base64,****',
    'data:image/png;base64,%zz',
    'data:text/plain,\ud800',
    '',
  ])('malformed: %j', (dataUri) => {
    expect(() => read('image', { dataUri })).toThrowError(
      expect.objectContaining({ reason: 'invalid_request', path: 'messages[0].content[1]' }),
    );
  });

  test('is not repeated whole in an error', () => {
    const dataUri = `data:image/png;base64,${'*'.repeat(1000)}`;
    expect(() => read('image', { dataUri })).toThrowError(/^.{1,200}$/);
  });
});
