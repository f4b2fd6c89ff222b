import { ProviderError } from '@outcrop/unified-response';
import type { Turn } from './history/turn.js';
import type { MappingContext } from './mapping-context.js';
import type { WireContentBlock, WireMessage, WireToolResultPart } from './wire-content.js';

type Part = WireContentBlock | WireToolResultPart;

/**
 * Refuses a medium that is too large, with the numbers: "image exceeds 5 MB maximum: 7167852 bytes >
 * 5242880 bytes" (Claude counts base64; the profile's limits are of the bytes themselves).
 *
 * @throws ProviderError `invalid_request`
 */
export function checkMediaSize(
  kind: 'image' | 'document',
  source: object,
  path: string,
  context: MappingContext,
): void {
  const { limits } = context.profile;
  const limit = kind === 'image' ? limits.imageBytes : limits.documentBytes;
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

/**
 * Keeps the media of each message within the model's numbers: the first ones give way to a note,
 * because the last are what the question is about. ("too many images and documents: 21 + 0 > 20")
 */
export function withinMediaLimits(
  messages: readonly WireMessage[],
  turns: readonly Turn[],
  context: MappingContext,
): readonly WireMessage[] {
  return messages.map((message, at) => {
    const excess = excessOf(message.content, context);
    if (excess.image <= 0 && excess.document <= 0) return message;
    const path = turns[at]?.path ?? '';
    return {
      ...message,
      content: message.content.map((part) => reduced(part, path, excess, context)),
    };
  });
}

/** How many of each kind are too many. */
interface Excess {
  image: number;
  document: number;
}

function excessOf(content: readonly Part[], context: MappingContext): Excess {
  const { limits } = context.profile;
  const parts = content.flatMap((part): readonly Part[] =>
    'toolResult' in part ? part.toolResult.content : [part],
  );
  return {
    image: parts.filter((part) => 'image' in part).length - limits.images,
    document: parts.filter((part) => 'document' in part).length - limits.documents,
  };
}

function reduced(
  part: WireContentBlock,
  path: string,
  excess: Excess,
  context: MappingContext,
): WireContentBlock {
  if (!('toolResult' in part)) return note(part, path, excess, context);
  const content = part.toolResult.content.map((item) => note(item, path, excess, context));
  return { toolResult: { ...part.toolResult, content } };
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
