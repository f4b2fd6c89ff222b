import { modelProfile } from '@outcrop/bedrock-models';
import type { DocumentBlock } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { createMappingContext } from '../mapping-context.js';
import { PERMISSIVE } from '../testing/profiles.js';
import { documentToWire } from './media-to-wire.js';
import { utf8Bytes } from './utf8.js';

const CLAUDE = modelProfile('us.anthropic.claude-sonnet-4-5-20250929-v1:0');

function send(
  document: Partial<DocumentBlock>,
  options: {
    readonly profile?: typeof CLAUDE;
    readonly purpose?: 'request' | 'response';
    readonly onUnsupported?: 'adapt' | 'warn';
  } = {},
): { readonly wire: readonly unknown[]; readonly said: readonly string[] } {
  const context = createMappingContext(options.profile ?? CLAUDE, options);
  const wire = documentToWire({ type: 'document', name: 'r', ...document }, 'd', 'user', context);
  const said = [...context.notices.warnings, ...context.notices.repairs];
  return { wire, said: said.map(({ code, path }) => `${code} ${path}`) };
}

const bytes = (text: string): object => ({ bytes: utf8Bytes(text) });

describe('M03: a document of text', () => {
  test.each<[string, Partial<DocumentBlock>, object]>([
    ['goes as bytes', { text: 'Größe' }, { source: bytes('Größe'), format: 'txt' }],
    ['in chunks goes whole', { text: ['a', 'b'] }, { source: bytes('a\n\nb'), format: 'txt' }],
    [
      'keeps a format of text',
      { text: '# A', format: 'md' },
      { source: bytes('# A'), format: 'md' },
    ],
    ['is no PDF', { text: 'A', format: 'pdf' }, { source: bytes('A'), format: 'txt' }],
    [
      'that says it is not cited goes as bytes',
      { text: 'A', citations: false },
      { source: bytes('A'), format: 'txt', citations: { enabled: false } },
    ],
    [
      'that is cited stays text',
      { text: 'A', citations: true },
      { source: { text: 'A' }, citations: { enabled: true } },
    ],
    [
      'that is cited keeps its chunks',
      { text: ['a', 'b'], citations: true },
      { source: { content: [{ text: 'a' }, { text: 'b' }] }, citations: { enabled: true } },
    ],
  ])('%s', (_, document, wire) => {
    expect(send(document)).toEqual({ wire: [{ document: { name: 'r', ...wire } }], said: [] });
  });

  test.each([{ text: '' }, { text: [] }, { text: [' ', '\u3000'], citations: true }])(
    'without anything to read is told in words: %j',
    (document) => {
      expect(send(document)).toEqual({
        wire: [{ text: '[empty document]' }],
        said: ['content_ignored d'],
      });
    },
  );

  test('stays text for a model that takes it, and in an answer', () => {
    const wire = [{ document: { name: 'r', source: { text: '' } } }];
    expect(send({ text: '' }, { profile: PERMISSIVE })).toEqual({ wire, said: [] });
    expect(send({ text: '' }, { purpose: 'response' })).toEqual({ wire, said: [] });
  });
});

describe('M04: citations of a document', () => {
  const csv = { data: Uint8Array.of(1), format: 'csv', citations: true };

  test('are asked for where the format can be cited', () => {
    const [pdf] = send({ data: utf8Bytes('%PDF-'), citations: true }).wire;
    expect(pdf).toMatchObject({ document: { format: 'pdf', citations: { enabled: true } } });
  });

  test('are left out otherwise, and that is said', () => {
    expect(send(csv)).toEqual({
      wire: [{ document: { name: 'r', format: 'csv', source: { bytes: csv.data } } }],
      said: ['citations_ignored d.citations'],
    });
    expect(send(csv, { onUnsupported: 'warn' })).toMatchObject({
      wire: [{ document: { citations: { enabled: true } } }],
      said: ['citations_ignored d.citations'],
    });
  });

  test('then the text of a document goes as bytes', () => {
    expect(send({ text: 'a,b', format: 'csv', citations: true })).toEqual({
      wire: [{ document: { name: 'r', format: 'csv', source: bytes('a,b') } }],
      said: ['citations_ignored d.citations'],
    });
  });
});

describe('utf8Bytes', () => {
  const plain = (text: string): number[] => [...new TextEncoder().encode(text)];

  test.each(['', 'a', 'é', '\u3042', '\u{1F600}', 'a\u07FF\u0800\uFFFF\u{10000}\u{10FFFF}b'])(
    'encodes %j',
    (text) => {
      expect([...utf8Bytes(text)]).toEqual(plain(text));
    },
  );

  test('puts a replacement for half a pair', () => {
    expect([...utf8Bytes('\uD83D')]).toEqual(plain('\uD83D'));
    expect([...utf8Bytes('a\uDE00b')]).toEqual(plain('a\uDE00b'));
  });
});
