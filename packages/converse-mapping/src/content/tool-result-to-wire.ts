import { type ContentBlock, isPlainObject, type ToolResultBlock } from '@outcrop/unified-response';
import { isBlank } from '../blank.js';
import { type MappingContext, mustAdapt } from '../mapping-context.js';
import {
  documentToWire,
  imageToWire,
  searchResultToWire,
  videoToWire,
} from '../media/media-to-wire.js';
import type { WireToolResult, WireToolResultPart } from '../wire/wire-content.js';
import { converseMembers, genericToWire } from './generic-block.js';
import { jsonText } from './json-text.js';
import { providerMembers } from './provider-data.js';
import { isContent } from './result-content.js';

/** Stands for a result without content, which the service and Claude refuse; never white space. */
const EMPTY_RESULT = '(empty)';

/** A tool's result, as Converse wants it. */
export function toolResultToWire(
  block: ToolResultBlock,
  path: string,
  context: MappingContext,
): WireToolResult {
  const content = outputToWire(block.output, `${path}.output`, context);
  const isEmpty = content.length === 0 && context.purpose === 'request';
  return {
    toolUseId: block.toolCallId,
    content: isEmpty ? [{ text: EMPTY_RESULT }] : content,
    ...statusOf(block, path, context),
    ...providerMembers(block),
  };
}

function statusOf(
  block: ToolResultBlock,
  path: string,
  context: MappingContext,
): { readonly status?: string } {
  if (block.status === undefined) return {};
  // "This model doesn't support the status field. Remove status and try again." (Writer)
  if (!context.profile.toolResultStatus) {
    // Success says nothing that its absence does not.
    if (block.status === 'success' && context.onUnsupported === 'adapt') return {};
    const message =
      'The model takes no status of a tool result: the text alone tells of the error.';
    if (mustAdapt(context, 'tool_result_status_dropped', `${path}.status`, message)) return {};
  }
  return { status: block.status };
}

function outputToWire(
  output: unknown,
  path: string,
  context: MappingContext,
): readonly WireToolResultPart[] {
  if (typeof output === 'string') return textPart(output, context);
  if (isContent(output)) {
    return output.flatMap((block, at) => partToWire(block, `${path}[${at}]`, context));
  }
  return output === undefined ? [] : jsonPart(output);
}

/** "Provide a json object for the field and try again.": other JSON values travel as text. */
function jsonPart(value: unknown): readonly WireToolResultPart[] {
  return [isPlainObject(value) ? { json: value } : { text: jsonText(value) }];
}

function textPart(text: string, { purpose }: MappingContext): readonly WireToolResultPart[] {
  return purpose === 'request' && isBlank(text) ? [] : [{ text }];
}

function partToWire(
  block: ContentBlock,
  path: string,
  context: MappingContext,
): readonly WireToolResultPart[] {
  switch (block.type) {
    case 'text':
      if (block.citations?.length) {
        const message = 'A text in a tool result cites nothing: its citations were left out.';
        context.notices.warn('citations_ignored', `${path}.citations`, message);
      }
      return textPart(block.text, context);
    case 'image':
      return imageToWire(block, path, 'toolResult', context);
    case 'document':
      return documentToWire(block, path, 'toolResult', context);
    case 'video':
      return videoToWire(block, path, 'toolResult', context);
    case 'search_result':
      return [searchResultToWire(block)];
    case 'generic': {
      const members = converseMembers(block);
      const isJson = members !== undefined && 'json' in members;
      return isJson
        ? jsonPart(members.json)
        : (genericToWire(block, path, context) as readonly WireToolResultPart[]);
    }
    default:
      context.notices.warn(
        'content_ignored',
        path,
        `A tool result cannot hold a block of type ${block.type}: it was left out.`,
      );
      return [];
  }
}
