import type {
  ContentBlock,
  FinishReason,
  GenericBlock,
  Repair,
  ToolCallBlock,
  UnifiedResponse,
} from '@outcrop/unified-response';
import { readJsonText } from '../read-json-text.js';
import type { AnswerContext } from './plan.js';

/** A call of the tool that takes the answer; one that is cut short has no whole arguments. */
export type AnswerCall = ToolCallBlock | (GenericBlock & { readonly arguments: string });

/** A value that may be the answer, as the model wrote it. */
export interface Candidate {
  readonly value: unknown;
  readonly source: 'call' | 'text';
  readonly repairs: readonly Repair[];
}

/** What of a response bears on the answer. */
export interface Answer {
  readonly candidates: readonly Candidate[];
  /** Whether tools of the caller's own are called. */
  readonly callsTools: boolean;
}

/** Whether a block is the answer's call, be it whole or cut short. */
export function isAnswerCall(block: ContentBlock, toolName: string): block is AnswerCall {
  if (block.type === 'tool_call') return block.name === toolName;
  return block.type === 'generic' && block.originalType === 'tool_call' && block.name === toolName;
}

/** Answers that were stopped, or refused, before they were whole. */
export function isCutOff(reason: FinishReason): boolean {
  return reason === 'length' || reason === 'content_filter';
}

/** The values that a response may have meant as its answer, in order. */
export function readAnswer(response: UnifiedResponse, context: AnswerContext): Answer {
  const { toolName, strategy } = context;
  const calls = response.toolCalls;
  const callsTools = calls.some(({ name }) => name !== toolName);
  const called = calls
    .filter(({ name }) => name === toolName)
    .flatMap((call) => parsedJson(call.arguments))
    .map((value): Candidate => ({ value, source: 'call', repairs: [] }));
  if (called.length > 0) return { candidates: called, callsTools };
  const repairs = strategy === 'tool' ? [AS_TEXT] : [];
  const written = valuesIn(response.text, callsTools);
  return {
    candidates: written.map((value) => ({ value, source: 'text', repairs })),
    callsTools,
  };
}

const AS_TEXT: Repair = {
  code: 'structured_output_read_from_text',
  path: 'response_format',
  message: 'The model wrote its answer as text in place of the call it was asked for.',
};

/** The value in a text. Beside tool calls, text is about them, unless it is JSON and nothing else. */
function valuesIn(text: string, callsTools: boolean): readonly unknown[] {
  if (callsTools) return parsedJson(text);
  const read = readJsonText(text);
  return read.found ? [read.value] : [];
}

function parsedJson(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
