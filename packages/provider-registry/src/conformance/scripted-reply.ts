import type { Usage } from '@outcrop/unified-response';
import type { ReceivedRequest, Reply, ReplyFailure, ReplyMessage } from './reply.js';

/** What of a message a check cares about; the rest has defaults. */
export type MessageScript = Partial<Omit<ReplyMessage, 'kind' | 'onLeft'>>;

/** What a check makes the provider say. */
export type ReplyScript = MessageScript | ReplyFailure;

/** One reply to all requests, one to each in turn, or one that depends on the request. */
export type Script =
  | ReplyScript
  | readonly ReplyScript[]
  | ((request: ReceivedRequest) => ReplyScript);

const USAGE: Usage = {
  inputTokens: 10,
  outputTokens: 5,
  totalTokens: 15,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

/** A reply, and which of its scripted fields `serve` has not looked at. */
export interface ScriptedReply {
  readonly script: ReplyScript;
  readonly reply: Reply;
  readonly unread: ReadonlySet<string>;
}

/** Makes the reply of a script, and watches what `serve` reads of it. */
export function scriptedReply(script: ReplyScript, onLeft: () => void): ScriptedReply {
  const unread = new Set(Object.keys(script));
  if ('ends' in script && script.ends === 'silent') unread.add('onLeft');
  const finishReason = 'toolCalls' in script ? 'tool_calls' : 'stop';
  const fields = { kind: 'message', finishReason, usage: USAGE, ends: 'complete', onLeft };
  const reply = {};
  for (const [name, value] of Object.entries({ ...fields, ...script })) {
    const get = (): unknown => {
      unread.delete(name);
      return value;
    };
    Object.defineProperty(reply, name, { enumerable: true, get });
  }
  return { script, reply: reply as Reply, unread };
}

/** The reply that a script has for a request; the last of several is repeated. */
export function replyFor(script: Script, request: ReceivedRequest, turn: number): ReplyScript {
  if (typeof script === 'function') return script(request);
  if (!Array.isArray(script)) return script as ReplyScript;
  const reply: ReplyScript | undefined = script[Math.min(turn, script.length - 1)];
  if (reply === undefined) throw new TypeError('A script needs at least one reply.');
  return reply;
}
