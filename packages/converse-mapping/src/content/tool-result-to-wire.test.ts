import { modelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, ToolResultBlock } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { createMappingContext } from '../mapping-context.js';
import { PERMISSIVE } from '../testing/profiles.js';
import { toolResultToWire } from './tool-result-to-wire.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function send(
  result: Partial<ToolResultBlock>,
  profile = PERMISSIVE,
  onUnsupported: 'adapt' | 'warn' = 'adapt',
): { readonly content: unknown; readonly status: unknown; readonly said: readonly string[] } {
  const context = createMappingContext(profile, { onUnsupported });
  const block: ToolResultBlock = { type: 'tool_result', toolCallId: 'a', output: 'x', ...result };
  const { content, status } = toolResultToWire(block, 'r', context);
  const said = [...context.notices.warnings, ...context.notices.repairs];
  return { content, status, said: said.map(({ code, path }) => `${code} ${path}`) };
}

describe('the output of a tool', () => {
  test.each<[string, unknown, readonly object[]]>([
    ['a text', 'sunny', [{ text: 'sunny' }]],
    ['a JSON object', { n: 1 }, [{ json: { n: 1 } }]],
    ['an empty JSON object', {}, [{ json: {} }]],
    ['T11: a number', 3, [{ text: '3' }]],
    ['T11: a boolean', false, [{ text: 'false' }]],
    ['T11: null', null, [{ text: 'null' }]],
    ['T11: a list', [1, { type: 'other' }], [{ text: '[1,{"type":"other"}]' }]],
    ['T08: nothing', undefined, [{ text: '(empty)' }]],
    ['T08: a blank text', ' \u3000\n', [{ text: '(empty)' }]],
    ['T08: no blocks', [], [{ text: '(empty)' }]],
    ['H06: blank blocks', [{ type: 'text', text: ' ' }], [{ text: '(empty)' }]],
    [
      'blocks',
      [
        { type: 'text', text: 'See:' },
        { type: 'image', data: PNG },
        { type: 'search_result', source: 's', title: 't', content: ['a', 'b'], citations: true },
        { type: 'generic', provider: 'bedrock', json: { n: 1 } },
      ] satisfies ContentBlock[],
      [
        { text: 'See:' },
        { image: { format: 'png', source: { bytes: PNG } } },
        {
          searchResult: {
            source: 's',
            title: 't',
            content: [{ text: 'a' }, { text: 'b' }],
            citations: { enabled: true },
          },
        },
        { json: { n: 1 } },
      ],
    ],
    ['T11: a list as a part', [{ type: 'generic', json: [1] }], [{ text: '[1]' }]],
  ])('%s', (_, output, content) => {
    expect(send({ output })).toEqual({ content, status: undefined, said: [] });
  });

  test('leaves out, with a warning, what no result can hold', () => {
    const citations = [{ type: 'citation', title: 't', snippet: 's' }] as const;
    const cited = send({ output: [{ type: 'text', text: 'So.', citations }] });
    expect(cited).toMatchObject({
      content: [{ text: 'So.' }],
      said: ['citations_ignored r.output[0].citations'],
    });
    const output = [
      { type: 'text', text: 'See:' },
      { type: 'tool_call', id: 'b', name: 'find', arguments: '{}' },
      { type: 'generic', provider: 'openai', x: 1 },
    ] satisfies ContentBlock[];
    expect(send({ output })).toMatchObject({
      content: [{ text: 'See:' }],
      said: ['content_ignored r.output[1]', 'content_ignored r.output[2]'],
    });
  });
});

describe('its status', () => {
  const writer = modelProfile('us.writer.palmyra-x5-v1:0');

  test('is sent where the model takes one', () => {
    expect(send({ status: 'error' }).status).toBe('error');
    expect(send({ status: 'success' }).status).toBe('success');
  });

  test('is left out where it takes none, and only an error is worth a word', () => {
    expect(send({ status: 'success' }, writer)).toMatchObject({ status: undefined, said: [] });
    expect(send({ status: 'error' }, writer)).toMatchObject({
      status: undefined,
      said: ['tool_result_status_dropped r.status'],
    });
    expect(send({ status: 'error' }, writer, 'warn').status).toBe('error');
  });
});
