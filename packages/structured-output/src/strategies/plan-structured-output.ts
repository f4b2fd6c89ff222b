import type { Repair, UnifiedRequest } from '@outcrop/unified-response';
import type { CompiledSchema } from '../compile-schema.js';
import type { ResolvedFormat } from '../resolved-format.js';
import { keepsValues } from './bends-values.js';
import type { StructuredOutputCapabilities } from './capabilities.js';
import { chooseStrategy } from './choose-strategy.js';
import { finishAnswer } from './finish-answer.js';
import type { AnswerContext, StructuredOutputPlan } from './plan.js';
import { REQUEST_BY_STRATEGY } from './request-by-strategy.js';
import { withoutAnswer } from './rewrite-response.js';
import { structuredOutputToolName } from './structured-output-tool.js';

/**
 * How a request gets an answer in a format: what to send for it, and how to read what comes.
 *
 * - `native`: the compiled schema goes out as the request's `responseFormat`.
 * - `tool`: the schema is offered as the tool `__structured_output`. It is forced where the model
 *   takes that, and asked for where not. Beside tools of the caller's own, any of them is forced. A
 *   `toolChoice` of the caller's that forces a tool is kept: the answer is then not asked for yet.
 *   With `none`, the caller's tools are not offered.
 * - `prompt`: the schema stands in the request's `instructions`, and the answer is read from text.
 *
 * @throws ProviderError `unsupported` for a `structuredOutputStrategy` that the model does not have.
 */
export function planStructuredOutput<Parsed>(
  request: UnifiedRequest,
  format: ResolvedFormat<Parsed>,
  capabilities: StructuredOutputCapabilities,
): StructuredOutputPlan<Parsed> {
  const strategy = chooseStrategy(request, format, capabilities);
  const { responseFormat: _, ...bare } = request;
  const toolName = structuredOutputToolName(request.tools);
  const prepare = REQUEST_BY_STRATEGY[strategy];
  const { request: planned, ...prepared } = prepare(bare, { format, capabilities, toolName });
  const { compiled } = prepared;
  const context: AnswerContext<Parsed> = {
    ...prepared,
    format,
    strategy,
    toolName,
    streamsText: format.kind !== 'formatter' && keepsValues(compiled),
    schemaRepairs: schemaRepairs(compiled),
  };
  return {
    strategy,
    request: planned,
    maxRepairs: request.maxRepairs ?? 0,
    context,
    finish: (response) => finishAnswer(response, context),
    partial: (response) => withoutAnswer(response, context),
  };
}

function schemaRepairs({ changes }: CompiledSchema): Repair[] {
  if (changes.length === 0) return [];
  const told = changes.map(({ path, message }) => `${path === '' ? 'its root' : path}: ${message}`);
  const message = `The schema is sent changed, and the answer held to the one that was given. ${told.join('; ')}.`;
  return [{ code: 'response_schema_changed', path: 'response_format', message }];
}
