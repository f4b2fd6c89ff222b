import type { ContentBlock, ConverseRequest, Message, ToolResult } from '../converse-wire.js';

/** What the stand-in model makes of a conversation. */
export interface ConversationTurn {
  /** The user's latest text; empty when there is none. */
  readonly question: string;
  /** What the user's latest turn brought besides text. */
  readonly attachments: readonly ContentBlock[];
  /** Results in the latest turn, each with the name of its tool. */
  readonly results: readonly { readonly tool: string; readonly result: ToolResult }[];
  /** Whether the user has the latest turn. */
  readonly usersTurn: boolean;
  /** Names of the tools called since the question. */
  readonly calledSinceQuestion: readonly string[];
  /** Whether any tool was ever called. */
  readonly everCalled: boolean;
}

/** A text that asks for JSON, and says nothing of what is to be in it. */
const ASKS_FOR_JSON = /JSON Schema:\s*\{.*\}\s*$/s;

function textOf({ content = [] }: Message): string {
  const texts = content
    .map((block) => block.text ?? block.guardContent?.text?.text ?? '')
    .filter((text) => text !== '');
  const asking = texts.filter((text) => !ASKS_FOR_JSON.test(text));
  return (asking.length > 0 ? asking : texts).join('\n');
}

function calls(messages: readonly Message[]): { toolUseId?: string; name?: string }[] {
  return messages.flatMap(({ content = [] }) => content.flatMap((block) => block.toolUse ?? []));
}

/** Reads where a conversation stands. */
export function conversationTurn({ messages = [] }: ConverseRequest): ConversationTurn {
  const asked = messages.findLastIndex(
    (message) => message.role === 'user' && textOf(message) !== '',
  );
  const question = messages[asked];
  const last = messages.at(-1);
  const usersTurn = last?.role === 'user';
  const content = usersTurn ? (last.content ?? []) : [];
  const toolNames = new Map(calls(messages).map(({ toolUseId, name }) => [toolUseId, name]));
  return {
    question: question ? textOf(question) : '',
    attachments: content.filter(
      (block) => block.image ?? block.document ?? block.video ?? block.audio ?? block.searchResult,
    ),
    results: content.flatMap(({ toolResult: result }) =>
      result ? [{ tool: toolNames.get(result.toolUseId) ?? 'unknown', result }] : [],
    ),
    usersTurn,
    calledSinceQuestion: calls(messages.slice(asked + 1)).flatMap(({ name }) => name ?? []),
    everCalled: toolNames.size > 0,
  };
}
