import type { ContentBlock } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { createMappingContext, type MappingContext } from '../mapping-context.js';
import { PERMISSIVE } from '../testing/profiles.js';
import { contentFromWire } from './content-from-wire.js';
import { contentToWire, systemToWire } from './content-to-wire.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GIF = Uint8Array.from(Buffer.from('GIF89a'));
const permissive = (): MappingContext => createMappingContext(PERMISSIVE);
const toWire = (block: ContentBlock): unknown => contentToWire(block, 'b', permissive());

describe('text with citations', () => {
  test('is cited content, with the source of each', () => {
    expect(
      toWire({
        type: 'text',
        text: 'The sky is blue.',
        citations: [
          { type: 'citation', title: 'Sky', snippet: 'blue', url: 'https://a.b' },
          {
            type: 'citation',
            title: '',
            snippet: '',
            location: { documentPage: { documentIndex: 0, start: 1, end: 2 } },
          },
        ],
      }),
    ).toEqual([
      {
        citationsContent: {
          content: [{ text: 'The sky is blue.' }],
          citations: [
            {
              title: 'Sky',
              sourceContent: [{ text: 'blue' }],
              location: { web: { url: 'https://a.b' } },
            },
            { location: { documentPage: { documentIndex: 0, start: 1, end: 2 } } },
          ],
        },
      },
    ]);
  });

  test('is plain text when there are none', () => {
    expect(toWire({ type: 'text', text: 'Hi', citations: [] })).toEqual([{ text: 'Hi' }]);
  });

  test("has no text of its own when the model's answer has none", () => {
    const citations = [{ type: 'citation', title: 't', snippet: 's' }] as const;
    expect(toWire({ type: 'text', text: '', citations })).toEqual([
      { citationsContent: { citations: [{ title: 't', sourceContent: [{ text: 's' }] }] } },
    ]);
  });

  test("does not send another provider's location", () => {
    const block = { type: 'citation', title: 't', snippet: 's' } as const;
    const location = { start_index: 1, end_index: 2 };
    expect(
      toWire({ type: 'text', text: 'Hi', citations: [{ ...block, url: 'https://a.b', location }] }),
    ).toMatchObject([
      { citationsContent: { citations: [{ location: { web: { url: 'https://a.b' } } }] } },
    ]);
  });
});

describe('citations off the wire', () => {
  const read = (citation: object): unknown => {
    const wire = { citationsContent: { content: [{ text: 'x' }], citations: [citation] } };
    const block = contentFromWire(wire);
    return block.type === 'text' ? block.citations?.[0] : block;
  };

  test.each<[string, object]>([
    ['web', { url: 'https://a.b', domain: 'a.b' }],
    ['documentChar', { documentIndex: 0, start: 1, end: 2 }],
    ['documentPage', { documentIndex: 0, start: 1, end: 2 }],
    ['documentChunk', { documentIndex: 0, start: 1, end: 2 }],
    ['searchResultLocation', { searchResultIndex: 0, start: 1, end: 2 }],
    ['aNewLocation', { somewhere: true }],
  ])('have the location %s', (kind, location) => {
    expect(read({ title: 't', location: { [kind]: location } })).toMatchObject({
      title: 't',
      location: { [kind]: location },
      ...(kind === 'web' ? { url: 'https://a.b' } : {}),
    });
  });

  test('have the quoted source as their snippet, and keep its parts', () => {
    const sourceContent = [{ text: 'a' }, { text: 'b' }];
    expect(read({ source: 'file', sourceContent })).toEqual({
      type: 'citation',
      title: '',
      snippet: 'ab',
      providerData: { bedrock: { source: 'file', sourceContent } },
    });
  });

  test("lose the SDK's mark of what is unknown", () => {
    expect(read({ location: { $unknown: ['aNewLocation', { n: 1 }] } })).toMatchObject({
      location: { aNewLocation: { n: 1 } },
    });
  });
});

describe('guarded content', () => {
  test('is text, an image, or both', () => {
    const image = { type: 'image', data: PNG } as const;
    expect(toWire({ type: 'guard', text: 'Hi', qualifiers: ['query'], image })).toEqual([
      { guardContent: { text: { text: 'Hi', qualifiers: ['query'] } } },
      { guardContent: { image: { format: 'png', source: { bytes: PNG } } } },
    ]);
  });

  test.each<[string, ContentBlock & { type: 'guard' }]>([
    ['of another format', { type: 'guard', image: { type: 'image', data: GIF } }],
    ['in S3', { type: 'guard', image: { type: 'image', s3Uri: 's3://bucket/a.png' } }],
    ['nobody loaded', { type: 'guard', image: { type: 'image', imageUrl: 'https://a.b/c' } }],
  ])('has a note in place of an image %s', (_, block) => {
    const context = permissive();
    expect(contentToWire(block, 'b', context)).toEqual([
      { text: '[image left out: a guardrail does not take it]' },
    ]);
    expect(context.notices.warnings).toMatchObject([{ code: 'content_ignored', path: 'b.image' }]);
  });
});

describe('a system prompt', () => {
  test('has text, guarded text and cache points', () => {
    const blocks: ContentBlock[] = [
      { type: 'text', text: 'Be kind.' },
      { type: 'guard', text: 'Hi' },
      { type: 'cache_point', ttl: '1h' },
      { type: 'generic', provider: 'bedrock', aNewBlock: 1 },
    ];
    const context = permissive();
    expect(blocks.flatMap((block) => systemToWire(block, 'b', context))).toEqual([
      { text: 'Be kind.' },
      { guardContent: { text: { text: 'Hi' } } },
      { cachePoint: { type: 'default', ttl: '1h' } },
      { aNewBlock: 1 },
    ]);
    expect(context.notices.warnings).toEqual([]);
  });

  test('has nothing else, and says so', () => {
    const context = permissive();
    expect(systemToWire({ type: 'image', data: PNG }, 'b', context)).toEqual([]);
    expect(context.notices.warnings).toMatchObject([{ code: 'content_ignored', path: 'b' }]);
  });
});

test('a call marked as of the caller is replayed without the mark, and answered with it', () => {
  const wire = { toolUse: { toolUseId: 'a', name: 'find', input: {}, type: 'tool_use' } };
  const server = { toolUse: { ...wire.toolUse, type: 'server_tool_use' } };
  const send = (purpose: 'request' | 'response', sent: object): unknown =>
    contentToWire(contentFromWire(sent), 'b', createMappingContext(PERMISSIVE, { purpose }));
  const { type: _, ...unmarked } = wire.toolUse;
  expect(send('request', wire)).toEqual([{ toolUse: unmarked }]);
  expect(send('response', wire)).toEqual([wire]);
  expect(send('request', server)).toEqual([server]);
});
