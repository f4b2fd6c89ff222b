import { modelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { assistant, call, result, tool, user } from '../testing/conversation.js';
import { type ConverseMapping, toConverseRequest } from '../to-converse-request.js';
import type { WireContentBlock, WireToolResultPart } from '../wire/wire-content.js';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const NOVA = 'us.amazon.nova-pro-v1:0';

const image = (bytes = 1): ContentBlock => ({
  type: 'image',
  data: new Uint8Array(bytes),
  mediaType: 'image/png',
});
const pdf = (at: number, bytes = 1): ContentBlock => ({
  type: 'document',
  data: new Uint8Array(bytes),
  format: 'pdf',
  name: `report ${at}`,
});
const many = (count: number, make: (at: number) => ContentBlock): ContentBlock[] =>
  Array.from({ length: count }, (_, at) => make(at));

function send(model: string, ...messages: readonly UnifiedMessage[]): ConverseMapping {
  const request = { model, messages, tools: [], inference: {}, family: {}, warnings: [] };
  return toConverseRequest(request, { profile: modelProfile(model) });
}

/** What each message has of each kind: the kinds' initials, a dash for a note. */
function kinds({ input }: ConverseMapping): string[] {
  const letter = (part: WireContentBlock | WireToolResultPart): string => {
    if ('toolResult' in part) return part.toolResult.content.map(letter).join('');
    if ('image' in part) return 'i';
    if ('document' in part) return 'd';
    return 'text' in part && /left out/.test(part.text) ? '-' : '';
  };
  return (input.messages ?? []).map(({ content }) => content.map(letter).join(''));
}

const codes = ({ warnings }: ConverseMapping): string[] =>
  warnings.map(({ code, path }) => `${code} ${path}`);

describe('how many media a request has', () => {
  test('as many as the model takes stay', () => {
    const mapping = send(CLAUDE, user('See.', ...many(15, () => image()), ...many(5, pdf)));
    expect(kinds(mapping)).toEqual(['i'.repeat(15) + 'd'.repeat(5)]);
    expect(mapping.warnings).toEqual([]);
  });

  test('images count by message: the first ones give way to a note', () => {
    const mapping = send(
      NOVA,
      user('See.', ...many(20, () => image())),
      assistant('I see.'),
      user('And these.', ...many(22, () => image())),
    );
    expect(kinds(mapping)).toEqual(['i'.repeat(20), '', `--${'i'.repeat(20)}`]);
    expect(codes(mapping)).toEqual([
      'media_left_out messages[2].content[1]',
      'media_left_out messages[2].content[2]',
    ]);
  });

  test('documents count over the whole request', () => {
    const mapping = send(
      NOVA,
      user('See.', pdf(1), pdf(2), pdf(3)),
      assistant('I see.'),
      user('And these.', pdf(4), pdf(5), pdf(6)),
    );
    expect(kinds(mapping)).toEqual(['-dd', '', 'ddd']);
    expect(codes(mapping)).toEqual(['media_left_out messages[0].content[1]']);
  });

  test('M07: for Claude images and documents count together, over the whole request', () => {
    const history = Array.from({ length: 9 }, (_, at) => [
      user('See.', image(), ...(at % 3 === 0 ? [pdf(at)] : [image(), image()])),
      assistant('I see.'),
    ]);
    const mapping = send(CLAUDE, ...history.flat(), user('Well?'));
    const sent = kinds(mapping).join('');
    expect(sent.replaceAll('-', '')).toHaveLength(20);
    expect(sent.slice(0, 4)).toBe('----');
    expect(kinds(send(NOVA, ...history.flat(), user('Well?'))).join('')).not.toContain('-');
  });

  test('media in tool results count too, and give way there', () => {
    const calls = many(2, (at) => call(`t${at}`));
    const mapping = send(
      CLAUDE,
      user('Look.'),
      assistant(...calls),
      tool(
        result(
          't0',
          many(12, () => image()),
        ),
        result(
          't1',
          many(12, () => image()),
        ),
      ),
    );
    expect(kinds(mapping)).toEqual(['', '', '-'.repeat(4) + 'i'.repeat(20)]);
  });

  test('the history to save keeps them all', () => {
    const messages = [user('See.', ...many(25, () => image()))];
    const mapping = send(CLAUDE, ...messages);
    expect(mapping.history).toEqual(messages);
    expect(mapping.repairs).toEqual([]);
  });
});

describe('how large a medium is', () => {
  test.each([
    ['image', image(3_932_160), image(3_932_161), 3_932_160],
    ['document', pdf(1, 4_718_592), pdf(1, 4_718_593), 4_718_592],
  ])('M05: an %s over the limit is refused with the numbers', (kind, most, more, limit) => {
    expect(send(CLAUDE, user('See.', most)).warnings).toEqual([]);
    expect(() => send(CLAUDE, user('See.', more))).toThrow(
      `messages[0].content[1]: the ${kind} has ${limit + 1} bytes, the model takes ${limit} at most`,
    );
  });

  test('inside a tool result as well, and the error says where and what to do', () => {
    const history = [user('Hi'), assistant(call('a')), tool(result('a', [image(4_000_000)]))];
    expect(() => send(CLAUDE, ...history)).toThrow(
      expect.objectContaining({
        reason: 'invalid_request',
        path: 'messages[2].content[0].output[0]',
        hint: expect.stringContaining('smaller'),
      }),
    );
  });

  test('the size of what is in S3 is not known here', () => {
    const s3: ContentBlock = { type: 'document', s3Uri: 's3://bucket/large.pdf', name: 'large' };
    expect(kinds(send(NOVA, user('See.', s3)))).toEqual(['d']);
  });
});
