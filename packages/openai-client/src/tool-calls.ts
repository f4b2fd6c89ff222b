import type { GenericBlock, ToolCallBlock, Warning } from '@outcrop/unified-response';
import type { WireFunctionCall, WireToolCall } from './wire.js';

/** The id of a call that the server gave none: unique within a conversation, as answers' ids are. */
export function callId(answerId: string | undefined, at: number): string {
  return `${answerId || 'call'}_${at}`;
}

export function toolCallOf(call: WireToolCall, fallbackId: string): ToolCallBlock {
  const { custom, function: called } = call;
  const id = call.id || fallbackId;
  // Free text travels as an argument, as `parseParams` reads it.
  if (custom) {
    const json = JSON.stringify({ input: custom.input ?? '' });
    return { type: 'tool_call', id, name: custom.name ?? '', arguments: json };
  }
  return { type: 'tool_call', id, name: called?.name ?? '', arguments: argumentsText(called) };
}

export function argumentsText(called: WireFunctionCall | undefined): string {
  const json = called?.arguments;
  if (typeof json === 'string') return json;
  return json === undefined || json === null ? '' : JSON.stringify(json);
}

/** Whether the last call of an answer that came to its limit ends in the midst of its arguments. */
export function endsWithin(json: string, stopReason: string | null | undefined): boolean {
  if (stopReason !== 'length') return false;
  try {
    JSON.parse(json);
    return false;
  } catch {
    return true;
  }
}

/** What came of a call that is cut short: nothing that anyone should carry out. */
export function cutCall({ id, name, arguments: text }: ToolCallBlock): GenericBlock {
  const about = { originalType: 'tool_call', provider: 'openai' } as const;
  return { type: 'generic', ...about, id, name, arguments: text };
}

export function cutCallWarning({ name }: ToolCallBlock): Warning {
  const message = `The call of ${name} is cut short: it is no call to carry out.`;
  return { code: 'tool_call_incomplete', message };
}
