import type { ConverseRequest, ToolSpecification } from '../converse-wire.js';
import type { JsonValue } from '../json.js';
import type { MessageAnswer } from '../message-answer.js';
import { blockTokens } from '../token-estimate.js';
import { toolUseIdFor } from '../tool-use-id.js';
import { type ConversationTurn, conversationTurn } from './conversation-turn.js';
import { describeContent, describeResult, quoted } from './describe-content.js';
import { promptFacts } from './prompt-facts.js';
import { sampleFromSchema } from './schema-sample.js';
import { limitText } from './text-limits.js';
import { decideOnTool, isAnswerTool } from './tool-decision.js';

const INTRODUCTION = 'I am the Outcrop stand-in model, not a real one.';

function toolCall(
  tool: ToolSpecification,
  turn: ConversationTurn,
  request: ConverseRequest,
): MessageAnswer {
  const text = `${INTRODUCTION} I call ${tool.name}.`;
  const { stopReason, text: said } = limitText(text, request.inferenceConfig ?? {});
  const input = sampleFromSchema(tool.inputSchema?.json ?? {}, promptFacts(turn.question));
  const toolUse = { input, name: tool.name ?? '', toolUseId: toolUseIdFor(request, 0) };
  // What is the answer itself needs no announcement.
  const content = isAnswerTool(tool) ? [{ toolUse }] : [{ text: said }, { toolUse }];
  const tokens = content.reduce((total, block) => total + blockTokens(block), 0);
  if (stopReason !== 'end_turn' || tokens > (request.inferenceConfig?.maxTokens ?? tokens)) {
    // Stopped before the call was complete, so there is no call.
    return textAnswer(text, request, stopReason === 'end_turn' ? 'max_tokens' : stopReason);
  }
  return { content, stopReason: 'tool_use' };
}

function textAnswer(full: string, request: ConverseRequest, reason?: string): MessageAnswer {
  const { text, stopReason } = limitText(full, request.inferenceConfig ?? {});
  const tokens = blockTokens({ text });
  const outputTokens = Math.min(tokens, request.inferenceConfig?.maxTokens ?? tokens);
  return {
    content: text === '' ? [] : [{ text }],
    stopReason: reason ?? stopReason,
    usage: { outputTokens },
  };
}

function wordsFor({ question, attachments, results }: ConversationTurn): string {
  const sentences = [INTRODUCTION];
  sentences.push(...results.map(({ tool, result }) => describeResult(tool, result)));
  if (question !== '') sentences.push(`You asked: ${quoted(question)}`);
  if (attachments.length > 0) {
    sentences.push(`You sent ${attachments.map(describeContent).join(' and ')}.`);
  }
  return sentences.join(' ');
}

/** A text that ends with a schema, as prompts ask for JSON. */
const ENDS_WITH_SCHEMA = /JSON Schema:\s*(\{.*\})\s*$/s;

/**
 * The JSON schema the answer must fit: that of the text format, or one that a text of the system or
 * the user ends with. Undefined when none is asked for or it is not JSON.
 */
function answerSchema({ outputConfig, system, messages }: ConverseRequest): JsonValue | undefined {
  const format = outputConfig?.textFormat?.structure?.jsonSchema?.schema;
  const users = messages?.filter(({ role }) => role === 'user') ?? [];
  const texts = [...(system ?? []), ...users.flatMap(({ content }) => content ?? [])];
  const told = texts.flatMap(({ text }) => ENDS_WITH_SCHEMA.exec(text ?? '')?.[1] ?? []);
  const schema = format ?? told.at(-1);
  try {
    return schema === undefined ? undefined : (JSON.parse(schema) as JsonValue);
  } catch {
    return undefined;
  }
}

/**
 * Answers by rule, and says so: calls an offered tool with arguments that fit its schema, answers
 * with what the tools returned, makes JSON when a schema is asked for, else repeats the question
 * and names what came with it. Keeps to `maxTokens` and `stopSequences`. The same request always
 * gets the same answer.
 */
export function standInAnswer(request: ConverseRequest): MessageAnswer {
  const turn = conversationTurn(request);
  const tool = decideOnTool(request, turn);
  if (tool) return toolCall(tool, turn, request);
  const schema = answerSchema(request);
  if (schema === undefined) return textAnswer(wordsFor(turn), request);
  const value = sampleFromSchema(schema, promptFacts(turn.question));
  return textAnswer(JSON.stringify(value), request);
}
