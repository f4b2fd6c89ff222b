import type { LanguageModelV4ToolResultOutput, SharedV4Warning } from '@ai-sdk/provider';
import type { ContentBlock, ToolResultBlock } from '@outcrop/unified-response';
import { fileToBlock } from './file-to-block.js';
import { partOptions, withOptions } from './part-options.js';

type Output = Pick<ToolResultBlock, 'output' | 'status'>;

/** What a tool gave back, or why it did not run. */
export function toolOutput(
  output: LanguageModelV4ToolResultOutput,
  path: string,
  warnings: SharedV4Warning[],
): Output {
  switch (output.type) {
    case 'text':
      return { output: output.value };
    case 'json':
      return { output: jsonOutput(output.value) };
    case 'error-text':
      return { output: output.value, status: 'error' };
    case 'error-json':
      return { output: jsonOutput(output.value), status: 'error' };
    case 'execution-denied':
      return { output: output.reason ?? 'The user denied the execution.', status: 'error' };
    case 'content':
      return {
        output: output.value.flatMap((part, at) =>
          contentBlocks(part, `${path}.value[${at}]`, warnings),
        ),
      };
  }
}

/** An array is told as text: one whose items have a `type` would be taken for content blocks. */
function jsonOutput(value: unknown): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : value;
}

type OutputPart = Extract<LanguageModelV4ToolResultOutput, { type: 'content' }>['value'][number];

function contentBlocks(
  part: OutputPart,
  path: string,
  warnings: SharedV4Warning[],
): ContentBlock[] {
  const options = partOptions(part.providerOptions, path);
  switch (part.type) {
    case 'text':
      return withOptions({ type: 'text', text: part.text }, options, warnings);
    case 'file':
      return withOptions(fileToBlock(part, path), options, warnings);
    default:
      if (options.fields.block !== undefined) return withOptions(EMPTY, options, warnings);
      warnings.push({ type: 'unsupported', feature: `${path}: content of type ${part.type}` });
      return [];
  }
}

/** Stands in for a part that says all it has in its options. */
const EMPTY: ContentBlock = { type: 'text', text: '' };
