import type { AwsErrorDetails } from './aws-error.js';
import { fault } from './faults/fault-reply.js';
import { isJsonObject } from './json.js';
import { checkHead, checkPace } from './reply-checks.js';
import type {
  ErrorReply,
  EventsReply,
  MessageReply,
  MessageReplyOptions,
  RawReply,
  ReplyPace,
  ReplyStreamOptions,
  ReplyTiming,
} from './reply-types.js';
import { EVENT_STREAM } from './stream/frame.js';
import type { WireEvent } from './stream/wire-event.js';

/** Options of {@link ReplyBuilder.error}. */
export type ErrorReplyOptions = Omit<AwsErrorDetails, 'messageMember'> & ReplyTiming;

/** Makes replies; see {@link reply}. All of them throw a RangeError for a number out of range. */
export interface ReplyBuilder {
  /** A message: a text, or the parts of an answer. */
  (answer: string | MessageReplyOptions): MessageReply;
  /**
   * An AWS error, such as `reply.error('ThrottlingException')`. Status and text are the service's
   * own unless given; an unknown name has status 400.
   *
   * @throws RangeError for a status outside 200 to 599; TypeError for an invalid header.
   */
  error(exception: string, message?: string, options?: ErrorReplyOptions): ErrorReply;
  /**
   * A raw HTTP response, for what is no Converse answer at all: a proxy's page, cut JSON.
   *
   * @throws RangeError for a status outside 200 to 599; TypeError for an invalid header.
   */
  raw(response: Omit<RawReply, 'kind'>): RawReply;
  /**
   * The events of a stream, in any order: `[{ messageStart: { role: 'assistant' } }, …]`.
   *
   * @throws TypeError for an event that has not exactly one member.
   */
  events(events: readonly WireEvent[], options?: ReplyStreamOptions): EventsReply;
  /** The bytes of an event stream, as they are: a recorded one, or none at all. */
  frames(bytes: Uint8Array, options?: ReplyPace): RawReply;
  /** An answer that something goes wrong with, or a page in its place. */
  readonly fault: typeof fault;
}

function messageReply(answer: string | MessageReplyOptions): MessageReply {
  const parts = typeof answer === 'string' ? { text: answer } : answer;
  checkPace(parts);
  return { ...parts, kind: 'message' };
}

function errorReply(
  exception: string,
  message?: string,
  { delayMs = 0, times, ...details }: ErrorReplyOptions = {},
): ErrorReply {
  const timing = { delayMs, ...(times !== undefined && { times }) };
  checkPace(timing);
  checkHead(details.status, details.headers);
  return { ...timing, kind: 'error', exception, message, details };
}

function rawReply(response: Omit<RawReply, 'kind'>): RawReply {
  checkPace(response);
  checkHead(response.status, response.headers);
  return { ...response, kind: 'raw' };
}

function eventsReply(events: readonly WireEvent[], options: ReplyStreamOptions = {}): EventsReply {
  checkPace(options);
  events.forEach((event, index) => {
    if (isJsonObject(event) && Object.keys(event).length === 1) return;
    throw new TypeError(
      `events[${index}] must be an object with one member, the type of the event, not ${JSON.stringify(event)}`,
    );
  });
  return { ...options, kind: 'events', events };
}

function framesReply(bytes: Uint8Array, options: ReplyPace = {}): RawReply {
  const headers = { 'content-type': EVENT_STREAM };
  return rawReply({ ...options, headers, body: bytes });
}

/**
 * Makes the replies of a script: `reply('text')`, `reply({…})`, `reply.error(…)`, `reply.raw(…)`,
 * `reply.events(…)`, `reply.frames(…)`, `reply.fault(…)`.
 */
export const reply: ReplyBuilder = /* @__PURE__ */ Object.assign(messageReply, {
  error: errorReply,
  raw: rawReply,
  events: eventsReply,
  frames: framesReply,
  fault,
});
