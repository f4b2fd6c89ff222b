import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReasoningTag } from './reasoning-tag.js';

function read(pieces: readonly string[], tag: string | undefined = 'reasoning') {
  const reader = new ReasoningTag(tag);
  const stretches = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  const joined = (kind: string) =>
    stretches.map((stretch) => (stretch.kind === kind ? stretch.text : '')).join('');
  return { reasoning: joined('reasoning'), text: joined('text') };
}

describe('reasoning in tags', () => {
  it.each([
    ['<reasoning>a</reasoning>b', 'a', 'b'],
    ['\n<reasoning>a</reasoning>\nb', 'a', '\nb'],
    ['<reasoning>a', 'a', ''],
    ['<reasoning>a < b </reason', 'a < b </reason', ''],
    ['b<reasoning>a</reasoning>', '', 'b<reasoning>a</reasoning>'],
    ['<reas', '', '<reas'],
    ['  ', '', '  '],
    ['', '', ''],
  ])('%j', (whole, reasoning, text) => {
    expect(read([whole])).toEqual({ reasoning, text });
    expect(read([...whole])).toEqual({ reasoning, text });
  });

  it('is all text without a tag to look for', () => {
    expect(new ReasoningTag(undefined).push('<reasoning>')).toEqual([
      { kind: 'text', text: '<reasoning>' },
    ]);
  });

  it('is read alike in whatever pieces it comes', () => {
    const piece = fc.constantFrom(
      '<',
      '/',
      '>',
      'reasoning',
      '<reasoning>',
      '</reasoning>',
      'a',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(read(pieces)).toEqual(read([pieces.join('')]));
        expect(read([...pieces.join('')])).toEqual(read([pieces.join('')]));
      }),
    );
  });
});
