import type {
  ContentBlock,
  UnifiedMessage,
  UnifiedRequest,
  UnifiedResponse,
} from '@outcrop/unified-response';
import type { AnswerContext } from './plan.js';
import { isAnswerCall } from './read-answer.js';
import { describeViolations, type StructuredOutputError } from './structured-output-error.js';

/** The conversation gone on with: what the model said, and what is wrong with it. */
export function repairRequest(
  request: UnifiedRequest,
  response: UnifiedResponse,
  error: StructuredOutputError,
  { toolName }: AnswerContext,
): UnifiedRequest {
  const said = response.messages.map((message) => ({
    ...message,
    content: message.content.filter((block) => !isCut(block)),
  }));
  const isCalled = request.tools.some((tool) => tool.type === 'function' && tool.name === toolName);
  const how = isCalled
    ? `Call ${toolName} again, with the whole answer, mended.`
    : 'Write the whole answer again, mended: the JSON and nothing else.';
  const text = `Your answer does not fit the schema:\n${describeViolations(error.violations)
    .map((violation) => `- ${violation}`)
    .join('\n')}\n${how}`;
  const calls = said.flatMap(({ content }) =>
    content.filter((block) => block.type === 'tool_call' && isAnswerCall(block, toolName)),
  );
  const results = calls.map(
    (call): ContentBlock => ({
      type: 'tool_result',
      toolCallId: String(call.id),
      output: text,
      status: 'error',
    }),
  );
  const reply: UnifiedMessage = {
    role: 'user',
    content: results.length > 0 ? results : [{ type: 'text', text }],
  };
  return { ...request, messages: [...request.messages, ...said, reply] };
}

/** A call that is cut short is none that could be sent back. */
function isCut(block: ContentBlock): boolean {
  return block.type === 'generic' && block.originalType === 'tool_call';
}
