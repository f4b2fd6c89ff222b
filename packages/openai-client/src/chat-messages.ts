import {
  type ContentBlock,
  definedFields,
  isPlainObject,
  type ReasoningBlock,
  type ToolCallBlock,
  type ToolResultBlock,
  type UnifiedMessage,
  type UnifiedRequest,
} from '@outcrop/unified-response';
import { type Part, partsOf } from './content-parts.js';
import type { Notices } from './notices.js';
import type { Quirks } from './preset.js';

/** A message as it is sent. */
export type ChatBodyMessage = { readonly role: string } & Readonly<Record<string, unknown>>;

/** The request's messages in OpenAI's words. Nothing is mended: what servers refuse, they refuse. */
export function chatMessages(
  request: UnifiedRequest,
  quirks: Quirks,
  customTools: ReadonlySet<string>,
  notices: Notices,
): ChatBodyMessage[] {
  const writer = new MessageWriter(quirks, customTools, notices);
  const { messages, instructions, supportsSystemPrompts } = request;
  const systemRole = supportsSystemPrompts === false ? 'user' : quirks.systemRole;
  const firstOther = messages.findIndex(({ role }) => role !== 'system');
  const lastLeading = (firstOther < 0 ? messages.length : firstOther) - 1;
  if (instructions !== undefined && lastLeading < 0) {
    writer.push({ role: systemRole, content: instructions });
  }
  for (const [at, message] of messages.entries()) {
    const path = `messages[${at}]`;
    if (message.role === 'assistant') writer.assistant(message, path);
    else if (message.role !== 'system') writer.user(message, path);
    else {
      const texts = [writer.systemText(message, path)];
      // Templates of open models take one system message: instructions join the last one.
      if (instructions !== undefined && at === lastLeading) texts.push(instructions);
      writer.push({ role: systemRole, content: texts.join('\n\n'), ...nameOf(message) });
    }
  }
  writer.end();
  return writer.messages;
}

function nameOf({ name }: UnifiedMessage): { readonly name?: string } {
  return definedFields({ name });
}

class MessageWriter {
  readonly messages: ChatBodyMessage[] = [];
  readonly #quirks: Quirks;
  readonly #customTools: ReadonlySet<string>;
  readonly #notices: Notices;
  /** Media of tool results: they follow when all results of a turn have been told. */
  #carried: Part[] = [];

  constructor(quirks: Quirks, customTools: ReadonlySet<string>, notices: Notices) {
    this.#quirks = quirks;
    this.#customTools = customTools;
    this.#notices = notices;
  }

  push(message: ChatBodyMessage): void {
    this.end();
    this.messages.push(message);
  }

  /** Sends what is still carried. */
  end(): void {
    if (this.#carried.length === 0) return;
    this.messages.push({ role: 'user', content: this.#carried });
    this.#carried = [];
  }

  systemText({ content }: UnifiedMessage, path: string): string {
    const texts = content.flatMap((block, at) => {
      if (block.type === 'text') return [block.text];
      const why = `A block of the type ${block.type} has no place in a system message`;
      this.#notices.dropped(`${path}.content[${at}]`, why);
      return [];
    });
    return texts.join('\n\n');
  }

  /** A turn of the user, of tools, or of both: results first, each as a message of its own. */
  user(message: UnifiedMessage, path: string): void {
    const others: Part[] = [];
    for (const [at, block] of message.content.entries()) {
      const place = `${path}.content[${at}]`;
      if (block.type === 'tool_result') this.#toolResult(block, place);
      else others.push(...partsOf(block, place, this.#quirks, this.#notices));
    }
    if (message.role === 'tool') {
      this.#carried.push(...others);
      return;
    }
    if (others.length === 0 && message.content.length > 0) return;
    const carried = this.#carried;
    this.#carried = [];
    this.messages.push({
      role: 'user',
      content: textOrParts([...carried, ...others]),
      ...nameOf(message),
    });
  }

  #toolResult(block: ToolResultBlock, path: string): void {
    const { toolCallId, status } = block;
    const { text, media } = this.#outputOf(block, path);
    if (media.length > 0) {
      this.#notices.adapted(path, 'What is no text in the result follows in a message of the user');
      this.#carried.push({ type: 'text', text: `From the result of ${toolCallId}:` }, ...media);
    }
    if (status === 'error') this.#notices.adapted(path, 'That it is an error is said in its text');
    const content = status === 'error' ? `Error: ${text}` : text;
    this.messages.push({ role: 'tool', tool_call_id: toolCallId, content });
  }

  #outputOf({ output }: ToolResultBlock, path: string): { text: string; media: Part[] } {
    if (typeof output === 'string') return { text: output, media: [] };
    if (!isBlocks(output)) return { text: JSON.stringify(output) ?? '', media: [] };
    const parts = output.flatMap((block, at) =>
      partsOf(block, `${path}.output[${at}]`, this.#quirks, this.#notices),
    );
    const texts = parts.flatMap((part) => (part.type === 'text' ? [String(part.text)] : []));
    return { text: texts.join('\n'), media: parts.filter(({ type }) => type !== 'text') };
  }

  assistant(message: UnifiedMessage, path: string): void {
    let text = '';
    let refusal: string | undefined;
    let audio: unknown;
    const reasoning: string[] = [];
    const calls: ToolCallBlock[] = [];
    for (const [at, block] of message.content.entries()) {
      const place = `${path}.content[${at}]`;
      const own = block.providerData as { openai?: Record<string, unknown> } | undefined;
      if (block.type === 'text' && own?.openai?.type === 'refusal') refusal = block.text;
      else if (block.type === 'text') text += block.text;
      else if (block.type === 'tool_call') calls.push(block);
      else if (block.type === 'reasoning') reasoning.push(...this.#reasoning(block, place));
      // Citations are what the answer rested on, told to the caller.
      else if (block.type === 'citation') continue;
      else if (block.type === 'audio' && own?.openai?.id) audio = { id: own.openai.id };
      else this.#notices.dropped(place, `An assistant cannot be told to have said ${block.type}`);
    }
    const isSilent = calls.length > 0 || refusal !== undefined || audio !== undefined;
    const { reasoningHistory } = this.#quirks;
    this.push({
      role: 'assistant',
      content: text === '' && isSilent ? null : text,
      ...(reasoningHistory && reasoning.length > 0 && { [reasoningHistory]: reasoning.join('') }),
      ...definedFields({ refusal, audio }),
      ...(calls.length > 0 && { tool_calls: calls.map((call) => this.#call(call)) }),
      ...nameOf(message),
    });
  }

  #reasoning(block: ReasoningBlock, path: string): string[] {
    const isOwn = block.provider === undefined || block.provider === 'openai';
    if (isOwn && this.#quirks.reasoningHistory && block.reasoning !== '') return [block.reasoning];
    const why = isOwn ? 'The server takes no reasoning of earlier turns' : 'It is another’s';
    this.#notices.warn('reasoning_ignored', path, `${why}: the reasoning was not sent.`);
    return [];
  }

  #call({ id, name, arguments: json }: ToolCallBlock): object {
    if (this.#customTools.has(name)) {
      return { id, type: 'custom', custom: { name, input: customInput(json) } };
    }
    // A call without arguments may be empty text elsewhere; servers read it as JSON.
    return { id, type: 'function', function: { name, arguments: json.trim() || '{}' } };
  }
}

/** The text that a custom tool was called with: its one argument. */
function customInput(json: string): string {
  try {
    const { input } = JSON.parse(json) as { input?: unknown };
    if (typeof input === 'string') return input;
  } catch {
    // What is no JSON is the text itself.
  }
  return json;
}

function isBlocks(output: unknown): output is ContentBlock[] {
  return (
    Array.isArray(output) &&
    output.every((item) => isPlainObject(item) && typeof item.type === 'string')
  );
}

/** One text is a string, which every server takes. */
function textOrParts(parts: readonly Part[]): string | readonly Part[] {
  const [only] = parts;
  if (parts.length === 0) return '';
  return parts.length === 1 && only?.type === 'text' ? String(only.text) : parts;
}
