import {
  ProviderError,
  type StructuredOutputStrategy,
  type UnifiedRequest,
} from '@outcrop/unified-response';
import type { ResolvedFormat } from '../resolved-format.js';
import { bendsValues } from './bends-values.js';
import type { StructuredOutputCapabilities } from './capabilities.js';
import { compileOnce } from './compile-once.js';

/**
 * The strategy that a call is made with: the one it names, else the first that holds the model to
 * the schema best. Words alone ask for any JSON object: where a schema names no property, held models
 * write `{}`.
 *
 * @throws ProviderError `unsupported` for a named strategy that the model does not have.
 */
export function chooseStrategy(
  request: UnifiedRequest,
  format: ResolvedFormat,
  capabilities: StructuredOutputCapabilities,
): StructuredOutputStrategy {
  const { native, tool, toolChoices } = capabilities;
  const { structuredOutputStrategy: wanted } = request;
  if (wanted !== undefined) {
    const has = wanted === 'prompt' || (wanted === 'native' ? native : tool) !== undefined;
    if (!has) throw missing(wanted, request.model);
    return wanted;
  }
  if (format.schema === undefined) return 'prompt';
  // What would have to be bent for decoding is better said in the arguments of a forced call.
  const canForce = tool !== undefined && toolChoices.some((choice) => choice !== 'auto');
  const isBent = canForce && native && bendsValues(compileOnce(format.schema, native));
  if (native && !isBent && !cites(request)) return 'native';
  return tool ? 'tool' : 'prompt';
}

/** Claude refuses citations beside a format of its output: text that must be JSON has no place for them. */
function cites({ messages }: UnifiedRequest): boolean {
  return messages.some(({ content }) =>
    content.some(
      (block) =>
        (block.type === 'document' || block.type === 'search_result') && block.citations === true,
    ),
  );
}

function missing(strategy: StructuredOutputStrategy, model: string): ProviderError {
  const what = strategy === 'native' ? 'structured output of its own' : 'tools';
  return new ProviderError(`structured_output_strategy: ${model} has no ${what}`, {
    reason: 'unsupported',
    path: 'structured_output_strategy',
    hint: 'Leave it out: the best strategy that the model has is then chosen.',
    suggestions: strategy === 'native' ? ['tool', 'prompt'] : ['prompt'],
  });
}
