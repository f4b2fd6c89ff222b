import type {
  ContentBlock,
  Repair,
  TextBlock,
  UnifiedMessage,
  UnifiedResponse,
  UnifiedResponseInit,
  Warning,
} from '@outcrop/unified-response';
import { AnswerText } from './answer-text.js';
import type { AnswerContext } from './plan.js';
import { type AnswerCall, isAnswerCall } from './read-answer.js';

/** An answer that fits, and how it was come by. */
export interface GivenAnswer<Parsed> {
  readonly value: Parsed;
  readonly text: string;
  readonly source: 'call' | 'text';
  readonly repairs: readonly Repair[];
  readonly warnings: readonly Warning[];
}

/** The response with its answer: as `parsed`, and as its text. What else the model said in text is set beside it. */
export function withAnswer<Parsed>(
  response: UnifiedResponse,
  context: AnswerContext<Parsed>,
  { value, text, source, repairs, warnings }: GivenAnswer<Parsed>,
): UnifiedResponse<Parsed> {
  const { toolName } = context;
  const callsTools = response.toolCalls.some(({ name }) => name !== toolName);
  const isPut = (block: ContentBlock): boolean =>
    source === 'call' ? isAnswerCall(block, toolName) : block.type === 'text';
  // In a turn that calls tools, text is what is said about the calls, and stays.
  const isLeftOut = (block: ContentBlock): boolean =>
    isAnswerCall(block, toolName) || (block.type === 'text' && !callsTools);
  const answer = answerBlock(response, text, source);
  const messages =
    callsTools && source === 'text'
      ? callsAsText(response, context)
      : response.messages.map((message) =>
          atFirst(message, { isPut, isLeftOut, block: answer, beforeCalls: callsTools }),
        );
  const beside = callsTools || isJustTheAnswer(response, source) ? [] : textsOf(response);
  const isDone = response.finishReason === 'tool_calls' && !callsTools;
  return cleaned<Parsed>(response, context, {
    messages,
    parsed: value,
    ...(isDone ? { finishReason: 'stop' } : {}),
    beside,
    repairs,
    warnings,
  });
}

/** The response of a model that has given no answer, or not all of it: its call is the text that came of it. */
export function withoutAnswer<Parsed>(
  response: UnifiedResponse,
  context: AnswerContext<Parsed>,
): UnifiedResponse<Parsed> {
  const messages = callsAsText(response, context);
  return cleaned<Parsed>(response, context, { messages, parsed: undefined, beside: [] });
}

/** The messages with what was written into the answer's calls as text. */
function callsAsText(
  { messages }: UnifiedResponse,
  { toolName, compiled }: AnswerContext,
): UnifiedMessage[] {
  return messages.map((message) => {
    const calls = message.content.filter((block) => isAnswerCall(block, toolName));
    if (calls.length === 0) return message;
    const rest = message.content.filter((block) => !isAnswerCall(block, toolName));
    const texts = calls.flatMap((call) => callAsText(call, compiled.wrapped));
    return { ...message, content: beforeCalls(rest, texts) };
  });
}

function callAsText(call: AnswerCall, isWrapped: boolean): TextBlock[] {
  const text = new AnswerText(isWrapped).push(call.arguments);
  return text === '' ? [] : [{ type: 'text', text }];
}

interface Cleaning<Parsed> extends Partial<UnifiedResponseInit<Parsed>> {
  readonly beside: readonly TextBlock[];
}

function cleaned<Parsed>(
  response: UnifiedResponse,
  { strategy, toolPath, toolName, schemaRepairs }: AnswerContext<Parsed>,
  { beside, repairs = [], warnings = [], ...changes }: Cleaning<Parsed>,
): UnifiedResponse<Parsed> {
  const own = <Notice extends Repair | Warning>(notice: Notice): Notice =>
    ownNotice(notice, toolPath, toolName);
  const about = { strategy, ...(beside.length > 0 ? { beside } : {}) };
  return (response as UnifiedResponse<Parsed>).with({
    ...changes,
    repairs: [...response.repairs.map(own), ...schemaRepairs, ...repairs],
    warnings: [...response.warnings.map(own), ...warnings],
    providerMetadata: { ...response.providerMetadata, structuredOutput: about },
  });
}

/** A notice about a tool that the caller does not know of is one about the response format. */
export function ownNotice<Notice extends Repair | Warning>(
  notice: Notice,
  toolPath: string | undefined,
  toolName: string,
): Notice {
  const isOfTool = toolPath !== undefined && notice.path?.startsWith(toolPath) === true;
  if (isOfTool) return { ...notice, path: 'response_format' };
  const isCut = notice.code === 'tool_call_incomplete' && notice.message.includes(toolName);
  const message = 'The answer is cut short: it is no value.';
  return isCut ? { ...notice, code: 'structured_output_incomplete', message } : notice;
}

interface Placing {
  /** Where the answer is put: at the first block of the kind. */
  readonly isPut: (block: ContentBlock) => boolean;
  readonly isLeftOut: (block: ContentBlock) => boolean;
  readonly block: TextBlock;
  readonly beforeCalls: boolean;
}

function atFirst(
  message: UnifiedMessage,
  { isPut, isLeftOut, block, beforeCalls: isBefore }: Placing,
): UnifiedMessage {
  const at = message.content.findIndex(isPut);
  if (at < 0) return message;
  const kept = (part: ContentBlock): boolean => !isLeftOut(part);
  const before = message.content.slice(0, at).filter(kept);
  const after = message.content.slice(at).filter(kept);
  const content = isBefore
    ? beforeCalls([...before, ...after], [block])
    : [...before, block, ...after];
  return { ...message, content };
}

/** Nothing but results may follow tool calls. */
function beforeCalls(
  content: readonly ContentBlock[],
  added: readonly ContentBlock[],
): ContentBlock[] {
  const at = content.findIndex(({ type }) => type === 'tool_call');
  return at < 0
    ? [...content, ...added]
    : [...content.slice(0, at), ...added, ...content.slice(at)];
}

function answerBlock(response: UnifiedResponse, text: string, source: 'call' | 'text'): TextBlock {
  const citations =
    source === 'text' ? textsOf(response).flatMap((block) => block.citations ?? []) : [];
  return { type: 'text', text, ...(citations.length > 0 ? { citations } : {}) };
}

function textsOf(response: UnifiedResponse): readonly TextBlock[] {
  return response.getContentByType('text');
}

/** Whether the model wrote nothing around the JSON of its answer. */
function isJustTheAnswer(response: UnifiedResponse, source: 'call' | 'text'): boolean {
  if (source === 'call') return textsOf(response).every(({ text }) => text.trim() === '');
  try {
    JSON.parse(response.text);
    return true;
  } catch {
    return false;
  }
}
