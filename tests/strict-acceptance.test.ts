import { checkConverseRequest } from '@outcrop/bedrock-emulator';
import { toConverseRequest } from '@outcrop/converse-mapping';
import { parseParams } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCall } from './support/arbitrary-params.js';
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
  }, 60_000);

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
  }, 60_000);

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
  }, 60_000);

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
  }, 60_000);
});
