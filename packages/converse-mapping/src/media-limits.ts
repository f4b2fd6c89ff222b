import { ProviderError } from '@outcrop/unified-response';
import type { MappingContext } from './mapping-context.js';
import type { WireContentBlock, WireMessage, WireToolResultPart } from './wire-content.js';

type Part = WireContentBlock | WireToolResultPart;

/**
 * Keeps media within the model's limits. Too many: the oldest give way to a note, because the latest
 * are what the question is about. Too large: refused here, with the numbers, as nothing else helps.
 * "too many images and documents: 21 + 0 > 20", "image exceeds 5 MB maximum: 7167852 bytes > 5242880
 * bytes" (counted on base64).
 *
 * @throws ProviderError `invalid_request` for a medium that is too large.
 */
export function withinMediaLimits(
  messages: readonly WireMessage[],
  context: MappingContext,
): readonly WireMessage[] {
  return messages.map((message, at) => {
    const path = `messages[${at}].content`;
    const left = countsOver(message.content, path, context);
    if (left.image <= 0 && left.document <= 0) return message;
    const content = message.content.map((block, index) =>
      replaced(block, `${path}[${index}]`, left, context),
    );
    return { ...message, content };
  });
}

/** How many of each kind are too many. */
interface Excess {
  image: number;
  document: number;
}

function countsOver(content: readonly Part[], path: string, context: MappingContext): Excess {
  const { limits } = context.profile;
  const excess = { image: -limits.images, document: -limits.documents };
  const count = (part: Part, place: string): void => {
    if ('image' in part) {
      excess.image += 1;
      checkSize('image', part.image.source, limits.imageBytes, place);
    } else if ('document' in part) {
      excess.document += 1;
      checkSize('document', part.document.source, limits.documentBytes, place);
    } else if ('toolResult' in part) {
      part.toolResult.content.forEach((item, at) => {
        count(item, `${place}.output[${at}]`);
      });
    }
  };
  content.forEach((part, at) => {
    count(part, `${path}[${at}]`);
  });
  return excess;
}

function checkSize(kind: string, source: object, limit: number, path: string): void {
  const bytes: unknown = 'bytes' in source ? source.bytes : undefined;
  if (!(bytes instanceof Uint8Array) || bytes.byteLength <= limit) return;
  throw new ProviderError(
    `${path}: the ${kind} has ${bytes.byteLength} bytes, the model takes ${limit} at most`,
    {
      reason: 'invalid_request',
      path,
      hint: `Make the ${kind} smaller, or pass it as an S3 location where the model takes one.`,
    },
  );
}

function replaced(
  part: WireContentBlock,
  path: string,
  excess: Excess,
  context: MappingContext,
): WireContentBlock {
  if ('toolResult' in part) {
    const content = part.toolResult.content.map((item, at) =>
      note(item, `${path}.output[${at}]`, excess, context),
    );
    return { toolResult: { ...part.toolResult, content } };
  }
  return note(part, path, excess, context);
}

function note<Block extends Part>(
  part: Block,
  path: string,
  excess: Excess,
  context: MappingContext,
): Block | { readonly text: string } {
  const kind = 'image' in part ? 'image' : 'document' in part ? 'document' : undefined;
  if (kind === undefined || excess[kind] <= 0) return part;
  excess[kind] -= 1;
  context.notices.warn(
    'media_left_out',
    path,
    `The message has more ${kind}s than the model takes: the first ones were left out.`,
  );
  return { text: `[${kind} left out: there are too many]` };
}
