import {
  type Cost,
  type FinishReason,
  isProviderError,
  type ProviderError,
  type UnifiedRequest,
  type UnifiedResponse,
  type Usage,
  type Warning,
} from '@outcrop/unified-response';
import { changedError } from './changed-error.js';
import type { CallEnd, ObservedCall, Observer } from './observation.js';
import type { RetryEvent } from './retry-event.js';

/** A call begins. */
export interface RequestEvent {
  readonly call: ObservedCall;
  /** What was asked, where it is a conversation: the one place where content is to be had. */
  readonly content: () => UnifiedRequest | undefined;
}

/** A call has ended. */
export interface ResponseEvent {
  readonly call: ObservedCall;
  readonly durationMs: number;
  /** How often it was tried again. */
  readonly retries: number;
  readonly requestId?: string;
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  readonly cost?: Cost;
  /** Milliseconds until the first event of a stream. */
  readonly firstEventMs?: number;
  /** What it ended with, without the part of an answer that had arrived. */
  readonly error?: unknown;
  /** The reader of the stream left before its end. */
  readonly left?: true;
  /** What was answered, or had arrived, where it is a conversation: the one place where content is to be had. */
  readonly content: () => UnifiedResponse | undefined;
}

/** What a client tells of its calls: without secrets, and without content unless it is asked for. */
export interface Hooks {
  /** Told when a call begins. */
  readonly onRequest?: (event: RequestEvent) => void;
  /** Told once when a call has ended, however it did; of a stream, when it is read, left or broken. */
  readonly onResponse?: (event: ResponseEvent) => void;
  /** Told before each wait for another attempt. */
  readonly onRetry?: (event: RetryEvent & { readonly call: ObservedCall }) => void;
  /** Told of each warning, those of calls that fail afterwards included. */
  readonly onWarning?: (event: { readonly call: ObservedCall; readonly warning: Warning }) => void;
}

/** Tells the hooks, if there are any. A hook that fails is told to the process as a warning, and harms no call. */
export function hooksObserver(hooks: Hooks): Observer | undefined {
  const { onRequest, onResponse, onRetry, onWarning } = hooks;
  if (!onRequest && !onResponse && !onRetry && !onWarning) return undefined;
  return {
    begin({ call, request }) {
      let retries = 0;
      const told = new Set<string>();
      const warn = (warnings: readonly Warning[] = []): void => {
        for (const warning of warnings) {
          const key = JSON.stringify([warning.code, warning.path, warning.message]);
          if (!told.has(key)) tell(onWarning, { call, warning });
          told.add(key);
        }
      };
      tell(onRequest, { call, content: () => request });
      return {
        within: (work) => work(),
        prepared: ({ warnings }) => warn(warnings),
        sent: () => {},
        retried: (event) => {
          retries += 1;
          tell(onRetry, { ...event, call });
        },
        ended: (end) => {
          warn(end.response?.warnings);
          tell(onResponse, responseEvent(call, retries, end));
        },
      };
    },
  };
}

function responseEvent(call: ObservedCall, retries: number, end: CallEnd): ResponseEvent {
  const { durationMs, firstEventMs, usage, cost, response, error, left } = end;
  const failure = isProviderError(error) ? error : undefined;
  const requestId = end.requestId ?? failure?.requestId;
  return {
    call,
    durationMs,
    retries,
    content: () => response ?? failure?.partial,
    ...(requestId !== undefined && { requestId }),
    ...(response && { finishReason: response.finishReason }),
    ...(usage && { usage }),
    ...(cost && { cost }),
    ...(firstEventMs !== undefined && { firstEventMs }),
    ...('error' in end && { error: failure ? withoutPartial(failure) : error }),
    ...(left && { left }),
  };
}

/** `JSON.stringify` of an error shows its partial response. */
function withoutPartial(error: ProviderError): ProviderError {
  return error.partial ? changedError(error, { partial: undefined }) : error;
}

function tell<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
  if (hook === undefined) return;
  try {
    // An async function is a hook, too.
    const result: unknown = hook(event);
    if (result instanceof Promise) result.catch(complain);
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}
