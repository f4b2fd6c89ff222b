import type { ContentBlock, ContentBlockOf, ContentBlockType } from '@outcrop/unified-response';
import type { ReceivedRequest } from './reply.js';

/** All blocks of a type that a request has, in order, whoever says them. */
export function blocksOf<Type extends ContentBlockType>(
  request: ReceivedRequest | undefined,
  type: Type,
): ContentBlockOf<Type>[] {
  const blocks: ContentBlock[] = (request?.messages ?? []).flatMap(({ content }) => content);
  return blocks.filter((block): block is ContentBlockOf<Type> => block.type === type);
}

/** The texts of a request, in order. */
export function textsOf(request: ReceivedRequest | undefined): string[] {
  return blocksOf(request, 'text').map(({ text }) => text);
}

/** The text of a tool's result, as a text, as blocks, or as JSON. */
export function outputText(output: unknown): string {
  if (typeof output === 'string') return output;
  if (!Array.isArray(output)) return JSON.stringify(output) ?? '';
  return output.map((block) => block?.text ?? '').join('');
}
