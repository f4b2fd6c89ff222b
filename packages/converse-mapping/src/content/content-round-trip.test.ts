import type { ContentBlock } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMappingContext } from '../mapping-context.js';
import { anySoundBlock } from '../testing/arbitrary-sound-block.js';
import { anyOfShape } from '../testing/arbitrary-wire.js';
import { deepFreeze } from '../testing/deep-freeze.js';
import { PERMISSIVE } from '../testing/profiles.js';
import { hasServiceModel, shapeOf, violations } from '../testing/service-model.js';
import { contentFromWire } from './content-from-wire.js';
import { contentToWire } from './content-to-wire.js';

const members = hasServiceModel ? Object.keys(shapeOf('ContentBlock').members ?? {}) : ['none'];

function thereAndBack(wire: unknown): { readonly block: ContentBlock; readonly wire: unknown } {
  const block = contentFromWire(deepFreeze(wire));
  const context = createMappingContext(PERMISSIVE, { purpose: 'response' });
  return { block, wire: contentToWire(block, 'content', context) };
}

describe.skipIf(!hasServiceModel)('content of the service model (skipped: it is not here)', () => {
  test.each(members)('%s comes back as it was, from a type of its own', (member) => {
    const untyped = ['toolAddition', 'toolRemoval'];
    const shape = shapeOf('ContentBlock').members?.[member]?.shape ?? '';
    const anyBlock = anyOfShape(shape).map((value) => ({ [member]: value }));
    fc.assert(
      fc.property(anyBlock, (wire) => {
        expect(violations(wire, 'ContentBlock')).toEqual([]);
        const { block, wire: back } = thereAndBack(wire);
        expect(back).toEqual([wire]);
        if (!untyped.includes(member) && !isUntold(wire)) {
          expect(block.type).not.toBe('generic');
        }
      }),
    );
  });

  test.each(members)('%s loses no member that is new since, at any depth', (member) => {
    const shape = shapeOf('ContentBlock').members?.[member]?.shape ?? '';
    const anyBlock = anyOfShape(shape, { newMembers: true }).map((value) => ({ [member]: value }));
    fc.assert(
      fc.property(anyBlock, (wire) => {
        expect(thereAndBack(wire).wire).toEqual([wire]);
      }),
    );
  });

  test('a block that is new since passes as it is', () => {
    const wire = { aNewBlock: { bytes: Uint8Array.of(1), text: 'Hi' } };
    const { block, wire: back } = thereAndBack(wire);
    expect(block).toEqual({ type: 'generic', provider: 'bedrock', ...wire });
    expect(back).toEqual([wire]);
  });
});

describe('blocks of ours', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(anySoundBlock, (block) => {
        const context = createMappingContext(PERMISSIVE);
        const [wire, ...more] = contentToWire(deepFreeze(block), 'content', context);
        expect(more).toEqual([]);
        expect(context.notices).toMatchObject({ warnings: [], repairs: [] });
        expect(contentFromWire(wire)).toEqual(block);
      }),
      { numRuns: 500 },
    );
  });
});

/** What has no typed block: a document nobody can tell the format of, citations of nothing. */
function isUntold(wire: Readonly<Record<string, unknown>>): boolean {
  const { document, citationsContent } = wire as {
    document?: { format?: string };
    citationsContent?: object;
  };
  if (citationsContent !== undefined) return Object.keys(citationsContent).length === 0;
  return document !== undefined && document.format === undefined;
}
