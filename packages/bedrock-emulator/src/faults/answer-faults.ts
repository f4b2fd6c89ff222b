import type { DeliveryStep } from '../delivery/delivery.js';
import type { AnswerFaultOptions, AnswerPlace, Fault } from './fault.js';

/** A fault in how an answer comes or ends, at one place of it. */
export type AnswerFault = Fault<Exclude<keyof AnswerFaultOptions, 'drip'>>;

/** Half of a stream's events, or of the one body there is. */
function halfWay(steps: readonly DeliveryStep[]): AnswerPlace {
  const writes = steps.filter((step) => step.kind === 'write');
  const [first] = writes;
  return writes.length === 1 && first
    ? { after: 'headers', bytes: Math.floor(first.bytes.byteLength / 2) }
    : { after: Math.floor(writes.length / 2) };
}

/** The index of the first step after a place. */
function stepAfter(steps: readonly DeliveryStep[], after: number | 'start' | 'headers'): number {
  const head = steps.findIndex((step) => step.kind === 'head');
  if (after === 'start') return head;
  let seen = 0;
  for (let index = head + 1; index < steps.length; index += 1) {
    if (after === 'headers' || seen === after) return index;
    if (steps[index]?.kind === 'write') seen += 1;
  }
  return steps.length - 1;
}

/** The steps before and after a place; a write there is cut in two. */
function cutAt(
  steps: readonly DeliveryStep[],
  place: AnswerPlace,
): readonly [DeliveryStep[], DeliveryStep[]] {
  const { after = 'headers', bytes = 0 } =
    place.after === undefined && place.bytes === undefined ? halfWay(steps) : place;
  const index = stepAfter(steps, after);
  const before = steps.slice(0, index);
  const rest = steps.slice(index);
  const next = rest.findIndex((step) => step.kind === 'write');
  const write = rest[next];
  if (bytes === 0 || write?.kind !== 'write') return [before, rest];
  const [first, second] = [write.bytes.subarray(0, bytes), write.bytes.subarray(bytes)];
  return [
    [...before, ...rest.slice(0, next), { kind: 'write', bytes: first }],
    [{ kind: 'write', bytes: second }, ...rest.slice(next + 1)],
  ];
}

/** The steps of an answer with a fault in it. */
export function faultySteps(
  steps: readonly DeliveryStep[],
  { kind, options }: AnswerFault,
): DeliveryStep[] {
  const [before, rest] = cutAt(steps, options);
  switch (kind) {
    case 'idle':
      return [...before, { kind: 'wait', ms: options.ms ?? Number.POSITIVE_INFINITY }, ...rest];
    case 'goaway':
      return [...before, { kind, code: options.code ?? 'NO_ERROR' }];
    case 'rst-stream':
      return [...before, { kind, code: options.code ?? 'INTERNAL_ERROR' }];
    default:
      return [...before, { kind }];
  }
}
