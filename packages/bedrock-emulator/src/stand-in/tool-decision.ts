import type { ConverseRequest, ToolSpecification } from '../converse-wire.js';
import { isJsonObject } from '../json.js';
import type { ConversationTurn } from './conversation-turn.js';
import { schemaMap } from './json-schema.js';
import { wordsOfName } from './property-hints.js';

/** Shorter words are too common to tell one tool from another. */
const MIN_WORD_LENGTH = 4;

/** A tool is known by its name first, then by what is said of it. */
const NAME_WEIGHT = 3;

function tellingWords(text: string): Set<string> {
  return new Set(wordsOfName(text).filter((word) => word.length >= MIN_WORD_LENGTH));
}

/** How many words a tool shares with the question, those of its name counting more. */
function relation(tool: ToolSpecification, asked: ReadonlySet<string>): number {
  const schema = tool.inputSchema?.json;
  const properties = isJsonObject(schema) ? Object.keys(schemaMap(schema.properties)) : [];
  const shared = (text: string) => [...tellingWords(text)].filter((word) => asked.has(word)).length;
  return (
    NAME_WEIGHT * shared(tool.name ?? '') +
    shared([tool.description ?? '', ...properties].join(' '))
  );
}

/** The tool that has most to do with the question, the first of equals; undefined when none has. */
function mostRelated(
  tools: readonly ToolSpecification[],
  question: string,
): ToolSpecification | undefined {
  const asked = tellingWords(question);
  let best: { readonly tool: ToolSpecification; readonly score: number } | undefined;
  for (const tool of tools) {
    const score = relation(tool, asked);
    if (score > (best?.score ?? 0)) best = { tool, score };
  }
  return best?.tool;
}

/** Tools that libraries offer to get an answer in a shape of their own: `__structured_output`, `final_result`. */
const ANSWER_TOOL = /structured_?output|final_?(answer|result)/i;

/** Whether a tool takes the answer itself. */
export function isAnswerTool({ name = '' }: ToolSpecification): boolean {
  return ANSWER_TOOL.test(name);
}

/**
 * Which tool the stand-in model calls, if any. It calls tools when the user has asked, not when
 * results have come, so that a loop ends:
 *
 * - `auto` or no choice: the tool most related to the question; the first one when none is and no
 *   tool was called in this conversation yet;
 * - `any`: the most related tool, or the first;
 * - `tool`: that tool, unless it was called since the question.
 *
 * A tool that takes the answer itself is called in place of an answer in words.
 */
export function decideOnTool(
  { toolConfig }: ConverseRequest,
  turn: ConversationTurn,
): ToolSpecification | undefined {
  const offered = toolConfig?.tools?.flatMap(({ toolSpec }) => toolSpec ?? []) ?? [];
  const answerTool = offered.find(isAnswerTool);
  const tools = offered.filter((tool) => tool !== answerTool);
  const { any, tool: forced } = toolConfig?.toolChoice ?? {};
  if (!turn.usersTurn) return undefined;
  if (forced) {
    if (forced.name === answerTool?.name) return answerTool;
    return turn.calledSinceQuestion.includes(forced.name ?? '')
      ? undefined
      : tools.find((tool) => tool.name === forced.name);
  }
  if (turn.results.length > 0) return answerTool;
  const related = mostRelated(tools, turn.question);
  const unrelated = any || !turn.everCalled ? tools[0] : undefined;
  return related ?? unrelated ?? answerTool;
}
