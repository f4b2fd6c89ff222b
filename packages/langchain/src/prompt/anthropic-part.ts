import { type ContentBlock, definedFields, isPlainObject } from '@outcrop/unified-response';
import { bytesOf, enabled } from './converse-part.js';
import { mediaBlock } from './media-block.js';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the parts of a list within a part. */
export type ReadParts = (content: unknown, path: string) => unknown;

/** A part as Anthropic's API has it, but for calls of tools. `undefined` for everything else. */
export function anthropicBlock(
  part: Fields,
  path: string,
  readParts: ReadParts,
): ContentBlock | undefined {
  switch (part.type) {
    case 'image':
    case 'document':
      return isPlainObject(part.source) ? sourceBlock(part, part.source, path) : undefined;
    case 'thinking':
      return {
        type: 'reasoning',
        reasoning: String(part.thinking ?? ''),
        ...definedFields({ signature: part.signature as string | undefined }),
      };
    case 'redacted_thinking':
      return {
        type: 'reasoning',
        reasoning: '',
        ...definedFields({ redacted: bytesOf(part.data) }),
      };
    case 'tool_result':
      if (typeof part.tool_use_id !== 'string') return undefined;
      return {
        type: 'tool_result',
        toolCallId: part.tool_use_id,
        output: readParts(part.content ?? '', `${path}.content`),
        ...(part.is_error === true ? { status: 'error' } : {}),
      };
    case 'search_result': {
      const { source, title, content, citations } = part;
      if (!Array.isArray(content) || !content.every(isPlainObject)) return undefined;
      const texts = content.map(({ text }) => text);
      const cited = definedFields({ citations: enabled(citations) });
      return { type: 'search_result', source, title, content: texts, ...cited } as ContentBlock;
    }
    default:
      return undefined;
  }
}

function sourceBlock(part: Fields, source: Fields, path: string): ContentBlock {
  const { title: name, context } = part;
  const about = definedFields({ name, context, citations: enabled(part.citations) });
  if (source.type === 'text') {
    return { type: 'document', format: 'txt', text: source.data, ...about } as ContentBlock;
  }
  if (source.type === 'content') {
    const { content } = source;
    const texts = Array.isArray(content)
      ? content.map((item) => (isPlainObject(item) ? item.text : item))
      : content;
    return { type: 'document', format: 'txt', text: texts, ...about } as ContentBlock;
  }
  const { data, url, file_id: fileId, media_type: mediaType } = source;
  const kind = part.type === 'image' ? 'image' : 'document';
  const medium = { kind, name, ...definedFields({ data, url, fileId, mediaType }) } as const;
  return { ...mediaBlock(medium, `${path}.source`), ...about } as ContentBlock;
}
