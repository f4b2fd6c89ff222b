import { checkCounts, checkHead, checkPace, checkTimes } from '../reply-checks.js';
import type {
  EventsReply,
  FaultReply,
  MessageReply,
  MessageReplyOptions,
  RawReply,
  ReplyTiming,
} from '../reply-types.js';
import type { Fault, FaultKind, FaultOptions } from './fault.js';

/** What a fault happens to, and when it is taken. */
export interface FaultReplyOptions extends ReplyTiming {
  /** A text, the parts of an answer, or `reply.events(…)`. @defaultValue the stand-in model's */
  readonly answer?: string | MessageReplyOptions | EventsReply;
}

/** The pages that something in between, such as a proxy, answers with. */
export interface PageOptions {
  /** An HTML page; `status` is 502 by default. */
  'html-page': { readonly status?: number; readonly body?: string };
  /** A redirect; `status` is 307 and `location` `https://example.com/` by default. */
  redirect: { readonly status?: number; readonly location?: string };
}

const PAGE = '<!DOCTYPE html>\n<html><body><h1>Bad Gateway</h1></body></html>\n';

function htmlPage({
  status = 502,
  body = PAGE,
  ...timing
}: PageOptions['html-page'] & ReplyTiming): RawReply {
  checkHead(status, undefined);
  return { ...timing, kind: 'raw', status, headers: { 'content-type': 'text/html' }, body };
}

function redirect({
  status = 307,
  location = 'https://example.com/',
  ...timing
}: PageOptions['redirect'] & ReplyTiming): RawReply {
  const headers = { location };
  checkHead(status, headers);
  return { ...timing, kind: 'raw', status, headers };
}

/** All that an option can be, whatever the kind. */
type AnyOptions = FaultReplyOptions &
  PageOptions['html-page'] &
  PageOptions['redirect'] & {
    readonly after?: number | 'start' | 'headers';
    readonly bytes?: number;
    readonly ms?: number;
    readonly length?: number;
  };

function checkPlace(kind: string, { after, bytes, ms, length }: AnyOptions): void {
  if (typeof after === 'number') checkCounts({ after }, 0);
  checkCounts({ bytes }, kind === 'drip' ? 1 : 0);
  checkCounts({ length }, 0);
  checkTimes({ ms });
  if (after !== 'start') return;
  if (kind === 'end') throw new RangeError("'end' cannot come before the headers");
  if (bytes !== undefined) throw new RangeError('no bytes can come before the headers');
}

function answerOf(answer: FaultReplyOptions['answer']): MessageReply | EventsReply | undefined {
  if (answer === undefined) return undefined;
  if (typeof answer === 'object' && 'kind' in answer && answer.kind === 'events') return answer;
  const parts = typeof answer === 'string' ? { text: answer } : answer;
  checkPace(parts);
  return { ...parts, kind: 'message' };
}

/**
 * An answer that something goes wrong with; see {@link FaultOptions} for the kinds.
 *
 * @throws RangeError for a number out of range.
 */
export function fault<Kind extends FaultKind>(
  kind: Kind,
  options?: FaultOptions[Kind] & FaultReplyOptions,
): FaultReply;
/**
 * A page in place of an answer; see {@link PageOptions} for the kinds.
 *
 * @throws RangeError for a status outside 200 to 599.
 */
export function fault<Kind extends keyof PageOptions>(
  kind: Kind,
  options?: PageOptions[Kind] & ReplyTiming,
): RawReply;
export function fault(
  kind: FaultKind | keyof PageOptions,
  options: AnyOptions = {},
): FaultReply | RawReply {
  checkPace(options);
  if (kind === 'html-page') return htmlPage(options);
  if (kind === 'redirect') return redirect(options);
  checkPlace(kind, options);
  const { answer, delayMs, times, ...rest } = options;
  return {
    kind: 'fault',
    // The overloads tie the options to the kind.
    fault: { kind, options: rest } as Fault,
    answer: answerOf(answer),
    ...(delayMs !== undefined && { delayMs }),
    ...(times !== undefined && { times }),
  };
}
