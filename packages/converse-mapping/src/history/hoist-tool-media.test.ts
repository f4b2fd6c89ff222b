import { modelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { normalizeHistory } from '../normalize-history.js';
import { assistant, call, result, text, tool, user } from '../testing/conversation.js';
import { deepFreeze } from '../testing/deep-freeze.js';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const KIMI = 'moonshotai.kimi-k3';
const LLAMA_3 = 'us.meta.llama3-2-90b-instruct-v1:0';
const LLAMA_4 = 'us.meta.llama4-maverick-17b-instruct-v1:0';
const NOVA = 'us.amazon.nova-2-lite-v1:0';

const png: ContentBlock = { type: 'image', data: Uint8Array.of(1), mediaType: 'image/png' };
const pdf: ContentBlock = {
  type: 'document',
  data: Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0x2d),
  name: 'report',
};
const csv: ContentBlock = { type: 'document', data: Uint8Array.of(1), format: 'csv', name: 'rows' };
const film: ContentBlock = { type: 'video', s3Uri: 's3://bucket/film.mp4' };

function heal(
  model: string,
  ...results: readonly (readonly [id: string, ...output: ContentBlock[]])[]
): { readonly turns: readonly UnifiedMessage[]; readonly codes: readonly string[] } {
  const calls = results.map(([id]) => call(id));
  const answers = results.map(([id, ...output]) => result(id, output));
  const history = [user('Show me.'), assistant(...calls), tool(...answers)];
  const { messages, repairs } = normalizeHistory(deepFreeze(history), {
    profile: modelProfile(model),
  });
  return {
    turns: messages.slice(2),
    codes: repairs.map(({ code, path }) => `${code} ${path}`),
  };
}

const caption = (kind: string, number: number, id: string): string =>
  `[${kind} ${number} of the tool results, of the call ${id}]`;

describe('media of tool results', () => {
  test('stay where the model takes them', () => {
    expect(heal(CLAUDE, ['a', png, pdf])).toEqual({
      turns: [user(result('a', [png, pdf]))],
      codes: [],
    });
  });

  test('T24: follow the results where it takes them from a user only', () => {
    expect(heal(KIMI, ['a', text('Here.'), png], ['b', png])).toEqual({
      turns: [
        user(
          result('a', [text('Here.'), text(`${caption('image', 1, 'a')} follows`)]),
          result('b', [text(`${caption('image', 2, 'b')} follows`)]),
          caption('image', 1, 'a'),
          png,
          caption('image', 2, 'b'),
          png,
        ),
      ],
      codes: [
        'tool_media_moved messages[2].content[0].output[1]',
        'tool_media_moved messages[2].content[1].output[0]',
      ],
    });
  });

  test('follow in a turn of their own where results stand alone', () => {
    expect(heal(LLAMA_3, ['a', png])).toEqual({
      turns: [
        user(result('a', [text(`${caption('image', 1, 'a')} follows`)])),
        assistant('(Results received.)'),
        user(caption('image', 1, 'a'), png),
      ],
      codes: [
        'tool_media_moved messages[2].content[0].output[0]',
        'turn_inserted messages[2].content[0].output[0]',
      ],
    });
    expect(heal(LLAMA_4, ['a', png])).toEqual({ turns: [user(result('a', [png]))], codes: [] });
  });

  test('Nova takes some formats of documents in results, and the others beside them', () => {
    expect(heal(NOVA, ['a', csv, pdf])).toEqual({
      turns: [
        user(
          result('a', [csv, text(`${caption('document', 1, 'a')} follows`)]),
          caption('document', 1, 'a'),
          pdf,
        ),
      ],
      codes: ['tool_media_moved messages[2].content[0].output[1]'],
    });
  });

  test('S3 is read beside results, where it is not read in them', () => {
    const s3Csv: ContentBlock = { type: 'document', s3Uri: 's3://bucket/rows.csv', name: 'rows' };
    const { turns } = heal(NOVA, ['a', film, s3Csv]);
    expect(turns[0]?.content.slice(1)).toEqual([
      text(caption('video', 1, 'a')),
      film,
      text(caption('document', 2, 'a')),
      s3Csv,
    ]);
  });

  test('the format is what the bytes say, else what the block says', () => {
    const dataUri = 'data:application/pdf;base64,JVBERi0=';
    const moved: ContentBlock[] = [
      { ...pdf, format: 'csv' },
      { type: 'document', dataUri, name: 'report' },
      { type: 'document', text: '# Report', format: 'md', name: 'report' },
    ];
    for (const block of moved) expect(heal(NOVA, ['a', block]).codes).toHaveLength(1);
    const plain: ContentBlock = { type: 'document', text: 'Report', name: 'report' };
    expect(heal(NOVA, ['a', plain]).codes).toEqual([]);
  });

  test('what is taken nowhere stays, and so does JSON that looks like a medium', () => {
    expect(heal(CLAUDE, ['a', film]).turns).toEqual([user(result('a', [film]))]);
    const json = [{ type: 'image', url: 'x' }, { kind: 'none' }];
    const history = [user('Hi'), assistant(call('a')), tool(result('a', json))];
    expect(normalizeHistory(history, { profile: modelProfile(KIMI) })).toEqual({
      messages: [user('Hi'), assistant(call('a')), user(result('a', json))],
      repairs: [],
    });
  });

  test('an unknown model keeps documents where they are: nobody knows better', () => {
    expect(heal('newcomer.model-1', ['a', pdf]).turns).toEqual([user(result('a', [pdf]))]);
  });
});
