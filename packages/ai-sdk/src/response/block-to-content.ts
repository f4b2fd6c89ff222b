import {
  isJSONValue,
  type LanguageModelV4Content,
  type LanguageModelV4CustomContent,
  type LanguageModelV4File,
} from '@ai-sdk/provider';
import type { AudioBlock, ContentBlock, ImageBlock, VideoBlock } from '@outcrop/unified-response';
import { extraMetadata, wholeMetadata } from './block-metadata.js';
import type { OfferedTools } from './offered-tools.js';
import { citedBy, type Sources } from './sources.js';

/** What the parts of one response share. */
export interface ContentContext {
  readonly sources: Sources;
  readonly tools: OfferedTools;
  /** The names of the tools that were called so far, by the ids of the calls. */
  readonly calls: Map<string, string>;
}

/**
 * The parts that a block is told in. A block that the AI SDK has no part for travels whole in a
 * custom part, and comes back as it was.
 */
export function blockToContent(
  block: ContentBlock,
  context: ContentContext,
): LanguageModelV4Content[] {
  switch (block.type) {
    case 'text': {
      const { text, citations = [] } = block;
      const sources = citations.map((citation) => context.sources.of(citation));
      const cited = citedBy(citations, sources);
      return [{ type: 'text', text, ...cited, ...extraMetadata(block) }, ...sources];
    }
    case 'reasoning':
      return [{ type: 'reasoning', text: block.reasoning, ...extraMetadata(block) }];
    case 'tool_call': {
      const { id: toolCallId, name: toolName, arguments: input } = block;
      context.calls.set(toolCallId, toolName);
      const call = { type: 'tool-call', toolCallId, toolName, input } as const;
      return [{ ...call, ...context.tools.marksOf(toolName), ...extraMetadata(block) }];
    }
    case 'tool_result': {
      const { toolCallId, output, status } = block;
      const toolName = context.calls.get(toolCallId);
      const marks = toolName === undefined ? {} : context.tools.marksOf(toolName);
      // The AI SDK knows results of calls that the provider has run, and no others.
      if (toolName === undefined || !marks.providerExecuted || !isResult(output)) {
        return [customContent(block)];
      }
      const isError = status === 'error' ? { isError: true } : {};
      const result = { type: 'tool-result', toolCallId, toolName, result: output } as const;
      return [{ ...result, ...isError, dynamic: true, ...wholeMetadata(block) }];
    }
    case 'citation':
      return [context.sources.of(block), customContent(block)];
    case 'image':
    case 'audio':
    case 'video':
      return [fileContent(block) ?? customContent(block)];
    default:
      return [customContent(block)];
  }
}

function isResult(output: unknown): output is NonNullable<Parameters<typeof isJSONValue>[0] & {}> {
  return output !== null && isJSONValue(output);
}

/** A medium whose bytes are at hand; the host would try to download any other. */
function fileContent(block: ImageBlock | AudioBlock | VideoBlock): LanguageModelV4File | undefined {
  const base64 = /^data:([^;,]*)[^,]*;base64,(.*)$/is.exec(block.dataUri ?? '');
  const data = block.data ?? base64?.[2];
  if (data === undefined) return undefined;
  const format = 'format' in block ? block.format : undefined;
  const mediaType = block.mediaType ?? base64?.[1] ?? `${block.type}/${format ?? '*'}`;
  return { type: 'file', mediaType, data: { type: 'data', data }, ...extraMetadata(block) };
}

function customContent(block: ContentBlock): LanguageModelV4CustomContent {
  return { type: 'custom', kind: `outcrop.${block.type}`, ...wholeMetadata(block) };
}
