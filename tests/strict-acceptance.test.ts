import { checkConverseRequest } from '@outcrop/bedrock-emulator';
import { toConverseRequest } from '@outcrop/converse-mapping';
import { type ChatParams, parseParams } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCall } from './support/arbitrary-params.js';
import { MODELS } from './support/models.js';
import { plainBlocks, sentBlock } from './support/plain-blocks.js';
import { sentParameters } from './support/plain-parameters.js';
import { wireJson } from './support/wire-json.js';

describe('any conversation, for any model', () => {
  it('becomes a request that the service and the model accept', () => {
    fc.assert(
      fc.property(anyCall, ({ model, params }) => {
        const { input } = toConverseRequest(parseParams(params), { profile: model.profile });
        const body = wireJson(input);
        for (const id of model.judgedAs) {
          expect(checkConverseRequest(id, body, { rules: 'strict' })).toEqual({ ok: true });
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('is sent as it is, block by block, where no notice speaks of the message', () => {
    let untouched = 0;
    fc.assert(
      fc.property(anyCall, ({ model, params }) => {
        const request = parseParams({ ...params, cache: 'off' });
        const { input, repairs, warnings } = toConverseRequest(request, model);
        const said = [...repairs, ...warnings].map(({ path = '' }) => path);
        const sent = new Set(
          (input.messages ?? []).flatMap(({ content }) => content.map(sentBlock)),
        );
        request.messages.forEach((message, at) => {
          const isSpokenOf = said.some((path) => path.startsWith(`messages[${at}]`));
          if (message.role === 'system' || isSpokenOf) return;
          const blocks = plainBlocks(message, model.profile).filter(
            (block) => !/^\{"cachePoint"/.test(block),
          );
          for (const block of blocks) {
            untouched += 1;
            expect(sent).toContain(block);
          }
        });
      }),
      { numRuns: 500 },
    );
    expect(untouched).toBeGreaterThan(500);
  });

  it('has its parameters as they were given, where no notice speaks of them', () => {
    fc.assert(
      fc.property(anyCall, ({ model, params }) => {
        const request = parseParams(params);
        const { input, repairs, warnings } = toConverseRequest(request, model);
        const said = [...repairs, ...warnings].map(({ path = '' }) => path);
        for (const { path, wanted, sent } of sentParameters(request, input)) {
          const isSpokenOf = said.some(
            (place) => place.startsWith(path) || (place === 'tools' && path.startsWith('tool')),
          );
          if (!isSpokenOf) expect(sent, path).toEqual(wanted);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('comes with a history that needs no repair when it is sent again', () => {
    fc.assert(
      fc.property(anyCall, ({ model, params }) => {
        const request = parseParams(params);
        const { history } = toConverseRequest(request, model);
        const again = toConverseRequest({ ...request, messages: history }, model);
        expect(again.repairs.filter(({ path = '' }) => path.startsWith('messages'))).toEqual([]);
        expect(again.history).toEqual(history);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a sound conversation', () => {
  it.each(MODELS.map((model) => [model.id, model] as const))(
    'is accepted as it is: %s',
    (_, model) => {
      const { profile } = model;
      const call = {
        id: 'a1B2c3D4e',
        type: 'function',
        function: { name: 'find', arguments: '{}' },
      };
      const parameters = { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] };
      const { input, warnings, repairs } = toConverseRequest(
        parseParams({
          model: model.id,
          messages: [
            ...(profile.systemPrompts ? [{ role: 'system', content: 'Be kind.' }] : []),
            { role: 'user', content: 'Where is it?' },
            ...(profile.tools
              ? [
                  { role: 'assistant', tool_calls: [call] },
                  { role: 'tool', tool_call_id: call.id, content: 'In Oslo.' },
                ]
              : []),
            { role: 'assistant', content: 'In Oslo.' },
            { role: 'user', content: 'Thanks.' },
          ] as ChatParams['messages'],
          max_tokens: 100,
          ...(profile.sampling.temperature ? { temperature: 0.5 } : {}),
          ...(profile.tools
            ? { tools: [{ type: 'function', function: { name: 'find', parameters } }] }
            : {}),
        }),
        model,
      );
      expect([...warnings, ...repairs]).toEqual([]);
      for (const id of model.judgedAs) {
        expect(checkConverseRequest(id, wireJson(input), { rules: 'strict' })).toEqual({
          ok: true,
        });
      }
    },
  );
});
