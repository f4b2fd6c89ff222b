import type { WireResponse } from '../wire-exchange.js';
import type { Http2ErrorCode } from './http2-error-code.js';

/** A way to end an exchange before its answer is whole, or instead of it. */
export type ConnectionBreak =
  /** Closes the sending half of the TCP connection. */
  | { readonly kind: 'fin' }
  /** Resets the TCP connection. */
  | { readonly kind: 'rst' }
  /** HTTP/2: says that the connection is at its end, then closes it. */
  | { readonly kind: 'goaway'; readonly code: Http2ErrorCode }
  /** HTTP/2: resets this one stream. */
  | { readonly kind: 'rst-stream'; readonly code: Http2ErrorCode };

/** One thing the emulator does on the wire. */
export type DeliveryStep =
  /** Sends status and headers. */
  | { readonly kind: 'head' }
  /** Sends bytes of the body and waits until the socket has taken them. */
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  /** `Infinity` waits until the client goes away. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Ends the answer as HTTP wants it. */
  | { readonly kind: 'end' }
  | ConnectionBreak;

/** A response, and how it goes over the wire. */
export interface Delivery extends WireResponse {
  readonly steps: Iterable<DeliveryStep> | AsyncIterable<DeliveryStep>;
}

/** A response in the pieces it can be broken off between: the frames of a stream, or one body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Uint8Array[];
}

/** How an answer is sent. */
export interface Pace {
  /** Milliseconds before the head. */
  readonly delayMs?: number | undefined;
  /** Milliseconds between two pieces. */
  readonly pacing?: number | undefined;
  /** Bytes of each write. */
  readonly split?: number | undefined;
}

/** The steps that send an answer whole. */
export function answerSteps(
  pieces: Answer['pieces'],
  { delayMs = 0, pacing = 0 }: Pace,
): DeliveryStep[] {
  return [
    ...waiting(delayMs),
    { kind: 'head' },
    ...pieces.flatMap((bytes, index) => [
      ...(index === 0 ? [] : waiting(pacing)),
      { kind: 'write', bytes } as const,
    ]),
    { kind: 'end' },
  ];
}

function waiting(ms: number): DeliveryStep[] {
  return ms > 0 ? [{ kind: 'wait', ms }] : [];
}

/** Cuts writes into writes of so many bytes, with a pause between two of them. */
export function splitWrites(
  steps: readonly DeliveryStep[],
  size: number,
  pauseMs = 0,
): DeliveryStep[] {
  let isFirst = true;
  return steps.flatMap((step) => {
    if (step.kind !== 'write') return [step];
    const parts: DeliveryStep[] = [];
    for (let start = 0; start < step.bytes.byteLength; start += size) {
      if (!isFirst) parts.push(...waiting(pauseMs));
      isFirst = false;
      parts.push({ kind: 'write', bytes: step.bytes.subarray(start, start + size) });
    }
    return parts;
  });
}

/** Joins writes that follow each other, so that an answer without a pace is one write. */
export function joinWrites(steps: readonly DeliveryStep[]): DeliveryStep[] {
  const joined: DeliveryStep[] = [];
  let run: Uint8Array[] = [];
  const flush = () => {
    if (run.length > 0) joined.push({ kind: 'write', bytes: Buffer.concat(run) });
    run = [];
  };
  for (const step of steps) {
    if (step.kind === 'write') run.push(step.bytes);
    else {
      flush();
      joined.push(step);
    }
  }
  flush();
  return joined;
}
