import type { ToolChoice } from '@langchain/core/language_models/chat_models';
import { type ChatToolChoice, isPlainObject } from '@outcrop/unified-response';

/** LangChain's words for a choice, and those of OpenAI. */
const WORDS: Readonly<Record<string, ChatToolChoice>> = {
  auto: 'auto',
  none: 'none',
  any: 'required',
  required: 'required',
};

/**
 * Which tool must be called: in LangChain's words, by the tool's name, or as OpenAI, Anthropic
 * (`{type: 'tool', name}`) and Converse (`{tool: {name}}`, `{any: {}}`) say it.
 */
export function toToolChoice(choice: ToolChoice): ChatToolChoice {
  if (typeof choice === 'string') return WORDS[choice] ?? named(choice);
  const { type, name, tool } = choice as Readonly<Record<string, unknown>>;
  if (type === 'tool' && typeof name === 'string') return named(name);
  if (isPlainObject(tool) && typeof tool.name === 'string') return named(tool.name);
  const word = Object.keys(WORDS).find((known) => type === known || known in choice);
  return (word === undefined ? undefined : WORDS[word]) ?? (choice as ChatToolChoice);
}

function named(name: string): ChatToolChoice {
  return { type: 'function', function: { name } };
}
