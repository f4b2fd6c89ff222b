import type { Http2ErrorCode } from '../delivery/http2-error-code.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { WireEvent } from '../stream/wire-event.js';

/** Where in the stream a fault happens. */
export interface EventPlace {
  /** After so many events. @defaultValue half of them */
  readonly after?: number;
}

/** Where in an answer a fault happens. */
export interface AnswerPlace {
  /**
   * Before the status line (`start`), right after the headers, or after so many events; the body of
   * Converse counts as one. @defaultValue half of the events, or of the bytes of a Converse body
   */
  readonly after?: number | 'start' | 'headers';
  /** How many bytes of the next event, or of a Converse body, still go out. @defaultValue 0 */
  readonly bytes?: number;
}

/** The faults that change how an answer ends or when it comes: for Converse and ConverseStream. */
export interface AnswerFaultOptions {
  /** Ends the HTTP response in good order, too early. */
  end: AnswerPlace;
  /** Closes the TCP connection. */
  fin: AnswerPlace;
  /** Resets the TCP connection. */
  rst: AnswerPlace;
  /** HTTP/2: GOAWAY, then the connection is closed. `code` is `NO_ERROR` by default. */
  goaway: AnswerPlace & { readonly code?: Http2ErrorCode };
  /** HTTP/2: RST_STREAM. `code` is `INTERNAL_ERROR` by default. */
  'rst-stream': AnswerPlace & { readonly code?: Http2ErrorCode };
  /** Is silent for `ms` milliseconds, by default until the client goes away, then goes on. */
  idle: AnswerPlace & { readonly ms?: number };
  /** Sends `bytes` (1) at a time, with `ms` (10) milliseconds in between. */
  drip: { readonly bytes?: number; readonly ms?: number };
}

/** The faults inside the event stream. All but the first two let the stream go on. */
export interface FrameFaultOptions {
  /**
   * An exception of the stream, which ends it. Modeled ones are written `throttlingException`; any
   * other name is sent as it is. @defaultValue `internalServerException`, with its usual text
   */
  'exception-frame': EventPlace & {
    readonly exception?: string;
    readonly message?: string;
    readonly members?: JsonObject;
  };
  /** A frame of `:message-type: error`, which ends the stream. */
  'error-frame': EventPlace & { readonly code?: string; readonly message?: string };
  /** An event the service's model does not know: by default `ping`. */
  'unknown-event': EventPlace & { readonly event?: string; readonly payload?: JsonValue };
  /** An `initial-response` frame before all events. */
  'initial-response': { readonly payload?: JsonValue };
  /** Puts another payload into the next event. @defaultValue JSON that is cut off */
  payload: EventPlace & { readonly payload?: string | Uint8Array };
  /** The next event's checksum is wrong. */
  'message-crc': EventPlace;
  /** The checksum of the next event's lengths is wrong. */
  'prelude-crc': EventPlace;
  /** The next event says that it has another length, with a right checksum. @defaultValue 8 */
  'frame-length': EventPlace & { readonly length?: number };
  /** The next event lacks a header. @defaultValue `:message-type` */
  'missing-header': EventPlace & { readonly header?: string };
  /** Events after the last one. @defaultValue one more text delta */
  'late-events': { readonly events?: readonly WireEvent[] };
}

export type FaultOptions = AnswerFaultOptions & FrameFaultOptions;

/** What can go wrong with an answer. */
export type FaultKind = keyof FaultOptions;

/** A fault of one of these kinds, with its options. */
export type Fault<Kind extends FaultKind = FaultKind> = {
  [Each in Kind]: { readonly kind: Each; readonly options: FaultOptions[Each] };
}[Kind];

const ANSWER_FAULTS: Readonly<Record<keyof AnswerFaultOptions, true>> = {
  end: true,
  fin: true,
  rst: true,
  goaway: true,
  'rst-stream': true,
  idle: true,
  drip: true,
};

/** Whether a fault is one inside the event stream. */
export function isFrameFault(fault: Fault): fault is Fault<keyof FrameFaultOptions> {
  return !Object.hasOwn(ANSWER_FAULTS, fault.kind);
}
