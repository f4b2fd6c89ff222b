import type { ContentBlock, MediaBlock, ToolResult, ToolResultContent } from '../converse-wire.js';

const MAX_QUOTE = 500;

/** A text in quotation marks, cut when it is long. */
export function quoted(text: string): string {
  const characters = [...text];
  const shown =
    characters.length > MAX_QUOTE ? `${characters.slice(0, MAX_QUOTE).join('')}…` : text;
  return `“${shown}”`;
}

function sizeOf({ source }: MediaBlock): string {
  if (source?.bytes !== undefined) return `${Buffer.byteLength(source.bytes, 'base64')} bytes`;
  if (source?.s3Location) return source.s3Location.uri ?? 'an S3 object';
  const texts = [source?.text, ...(source?.content ?? []).map(({ text }) => text)];
  return `${texts.join('').length} characters`;
}

function media(kind: string, block: MediaBlock): string {
  const name = block.name === undefined ? '' : ` ${quoted(block.name)}`;
  const format = block.format === undefined ? '' : `${block.format}, `;
  return `${kind}${name} (${format}${sizeOf(block)})`;
}

/** What a block is, in words: format, name and size of media; the text or JSON of the rest. */
export function describeContent(block: ContentBlock | ToolResultContent): string {
  if (block.image) return media('an image', block.image);
  if (block.document) return media('the document', block.document);
  if (block.video) return media('a video', block.video);
  if (block.searchResult) return `the search result ${quoted(block.searchResult.title ?? '')}`;
  if ('audio' in block && block.audio) return media('an audio clip', block.audio);
  if ('json' in block && block.json !== undefined) return JSON.stringify(block.json);
  return block.text ?? '';
}

/** What a tool answered, in words. */
export function describeResult(tool: string, { status, content = [] }: ToolResult): string {
  const text = content.map(describeContent).join(' ');
  const verb = status === 'error' ? 'failed' : 'answered';
  return text === '' ? `The tool ${tool} ${verb}.` : `The tool ${tool} ${verb}: ${text}`;
}
