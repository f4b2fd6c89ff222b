import type {
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  SharedV4Warning,
} from '@ai-sdk/provider';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { METADATA_KEY } from '../metadata-key.js';
import { fileToBlock } from './file-to-block.js';
import { cachePoints, partOptions, withOptions } from './part-options.js';
import { argumentsOf } from './tool-arguments.js';
import { toolOutput } from './tool-output.js';

type Part = Exclude<LanguageModelV4Message['content'], string>[number];

/**
 * A prompt of the AI SDK as our messages. Parts that a response of ours was made into become its
 * blocks again, signatures and all.
 * @throws InvalidArgumentError for `providerOptions.outcrop` that cannot be read, and
 * UnsupportedFunctionalityError for a file that cannot be sent.
 */
export function promptToMessages(
  prompt: LanguageModelV4Prompt,
  warnings: SharedV4Warning[],
): UnifiedMessage[] {
  return prompt
    .map((message, at) => toMessage(message, `prompt[${at}]`, warnings))
    .filter(({ content }) => content.length > 0);
}

function toMessage(
  message: LanguageModelV4Message,
  path: string,
  warnings: SharedV4Warning[],
): UnifiedMessage {
  const options = partOptions(message.providerOptions, path);
  const { cachePoint, ...others } = options.fields;
  for (const name of Object.keys(others)) {
    warnings.push({
      type: 'unsupported',
      feature: `${options.path}.${name}`,
      details: 'Known on a message: cachePoint. Options of a part belong to the part.',
    });
  }
  const content =
    message.role === 'system'
      ? [{ type: 'text', text: message.content } as const]
      : message.content.flatMap((part: Part, at) =>
          partBlocks(part, `${path}.content[${at}]`, warnings),
        );
  return { role: message.role, content: [...content, ...cachePoints(cachePoint, options.path)] };
}

function partBlocks(part: Part, path: string, warnings: SharedV4Warning[]): ContentBlock[] {
  const options = partOptions(part.providerOptions, path);
  switch (part.type) {
    case 'text':
      return withOptions({ type: 'text', text: part.text }, options, warnings);
    case 'reasoning':
      return withOptions({ type: 'reasoning', reasoning: part.text }, options, warnings);
    case 'file':
    case 'reasoning-file':
      return withOptions(fileToBlock(part, path), options, warnings);
    case 'tool-call': {
      const { arguments: told, ...fields } = options.fields;
      const { toolCallId: id, toolName: name, input } = part;
      const call = { type: 'tool_call', id, name, arguments: argumentsOf(input, told) } as const;
      return withOptions(call, { ...options, fields }, warnings);
    }
    case 'tool-result': {
      const { output, status } = toolOutput(part.output, `${path}.output`, warnings);
      const result = { type: 'tool_result', toolCallId: part.toolCallId, output } as const;
      return withOptions(status ? { ...result, status } : result, options, warnings);
    }
    case 'custom':
      if (options.fields.block !== undefined) {
        return withOptions({ type: 'text', text: '' }, options, warnings);
      }
      warnings.push({
        type: 'unsupported',
        feature: `${path}: custom content ${part.kind}`,
        details: `Only content with providerOptions.${METADATA_KEY}.block is known here.`,
      });
      return [];
    case 'tool-approval-response':
      warnings.push({
        type: 'unsupported',
        feature: `${path}: approval of a tool that the provider runs`,
      });
      return [];
  }
}
