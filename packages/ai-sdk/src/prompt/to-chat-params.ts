import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider';
import { type ChatParams, definedFields, type ResponseFormat } from '@outcrop/unified-response';
import { promptToMessages } from './prompt-to-messages.js';
import { callOptions } from './provider-options.js';
import { toChatToolChoice, toChatTools } from './tools.js';

/** A call of the AI SDK in our words, with what could not be said in them. */
export interface MappedCall {
  readonly params: ChatParams;
  readonly warnings: readonly SharedV4Warning[];
}

/**
 * @throws InvalidArgumentError for `providerOptions.outcrop` that cannot be read, and
 * UnsupportedFunctionalityError for a file that cannot be sent.
 */
export function toChatParams(
  options: LanguageModelV4CallOptions,
  model: string | undefined,
): MappedCall {
  const warnings: SharedV4Warning[] = [];
  const { toolChoice, reasoning } = options;
  const tools = options.tools && toChatTools(options.tools, warnings);
  const params: ChatParams = {
    ...callOptions(options.providerOptions, warnings),
    messages: promptToMessages(options.prompt, warnings),
    ...definedFields({
      model,
      max_completion_tokens: options.maxOutputTokens,
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop: options.stopSequences,
      seed: options.seed,
      presence_penalty: options.presencePenalty,
      frequency_penalty: options.frequencyPenalty,
      response_format: toResponseFormat(options.responseFormat),
      reasoning_effort: reasoning === 'provider-default' ? undefined : reasoning,
      tools: tools?.length ? tools : undefined,
      // The AI SDK says `auto` even where it has no tools.
      tool_choice: tools?.length && toolChoice ? toChatToolChoice(toolChoice) : undefined,
    }),
  };
  return { params, warnings };
}

function toResponseFormat(
  format: LanguageModelV4CallOptions['responseFormat'],
): ResponseFormat | undefined {
  if (format?.type !== 'json') return undefined;
  const { schema, name, description } = format;
  if (schema === undefined) return { type: 'json_object' };
  const json_schema = { name: name ?? 'response', schema, ...definedFields({ description }) };
  return { type: 'json_schema', json_schema };
}
