import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerSteps, type DeliveryStep, joinWrites, splitWrites } from '../delivery/delivery.js';
import { faultySteps } from './answer-faults.js';

const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 1 });
const pacing = fc.constantFrom(0, 5);

function written(steps: readonly DeliveryStep[]): Buffer {
  return Buffer.concat(steps.map((step) => (step.kind === 'write' ? step.bytes : Buffer.of())));
}

describe('a cut', () => {
  it('sends so many events, so many bytes of the next one, and no more', () => {
    fc.assert(
      fc.property(pieces, pacing, fc.nat(120), fc.nat(25), (whole, ms, after, bytes) => {
        const steps = answerSteps(whole, { pacing: ms });
        const cut = faultySteps(steps, { kind: 'rst', options: { after, bytes } });
        const partOfNext = whole[after]?.subarray(0, bytes) ?? Buffer.of();
        expect(written(cut)).toEqual(Buffer.concat([...whole.slice(0, after), partOfNext]));
        expect(cut.filter(({ kind }) => kind === 'rst' || kind === 'end')).toEqual([cut.at(-1)]);
      }),
    );
  });

  it('is half-way where nothing else is said', () => {
    const half = (whole: readonly Uint8Array[]) =>
      written(faultySteps(answerSteps(whole, {}), { kind: 'fin', options: {} })).toString();
    expect(half([Buffer.from('a body')])).toBe('a b');
    expect(half(['a', 'b', 'c', 'd', 'e'].map((text) => Buffer.from(text)))).toBe('ab');
  });

  it('can leave nothing but the connection', () => {
    const steps = answerSteps([Buffer.from('x')], { delayMs: 7 });
    expect(faultySteps(steps, { kind: 'rst', options: { after: 'start' } })).toEqual([
      { kind: 'wait', ms: 7 },
      { kind: 'rst' },
    ]);
    expect(faultySteps(steps, { kind: 'rst', options: { after: 'headers' } })).toEqual([
      { kind: 'wait', ms: 7 },
      { kind: 'head' },
      { kind: 'rst' },
    ]);
  });
});

describe('silence', () => {
  it('loses nothing, wherever it is', () => {
    const place = fc.oneof(fc.nat(120), fc.constantFrom('start' as const, 'headers' as const));
    fc.assert(
      fc.property(pieces, place, fc.nat(25), (whole, after, bytes) => {
        const options = { after, ms: 9, ...(after !== 'start' && { bytes }) };
        const steps = faultySteps(answerSteps(whole, {}), { kind: 'idle', options });
        expect(written(steps)).toEqual(Buffer.concat(whole));
        expect(steps.filter(({ kind }) => kind === 'wait')).toHaveLength(1);
        expect(steps.at(-1)).toEqual({ kind: 'end' });
      }),
    );
  });
});

describe('writes', () => {
  it('are the same bytes, split and joined', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 30 }), (whole, size) => {
        const steps = answerSteps(whole, {});
        const split = splitWrites(steps, size, 3);
        expect(written(split)).toEqual(Buffer.concat(whole));
        const sizes = split.flatMap((step) => (step.kind === 'write' ? [step.bytes.length] : []));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(size);
        expect(split.filter(({ kind }) => kind === 'wait')).toHaveLength(sizes.length - 1);
        expect(joinWrites(steps)).toEqual([
          { kind: 'head' },
          { kind: 'write', bytes: Buffer.concat(whole) },
          { kind: 'end' },
        ]);
      }),
    );
  });
});
