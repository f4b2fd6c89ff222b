import { ProviderError } from '@outcrop/unified-response';
import type { MappingContext } from '../mapping-context.js';
import type { WireContentBlock, WireMessage, WireToolResultPart } from '../wire/wire-content.js';
import type { WireOrigins } from '../wire/wire-origins.js';

type Part = WireContentBlock | WireToolResultPart;
type CountedKind = 'image' | 'document';

/**
 * Refuses a medium that is too large, with the numbers: "image exceeds 5 MB maximum: 7167852 bytes >
 * 5242880 bytes" (Claude counts base64; the profile's limits are of the bytes themselves).
 *
 * @throws ProviderError `invalid_request`
 */
export function checkMediaSize(
  kind: CountedKind,
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
 * Keeps media within the model's numbers: the first ones give way to a note, because the last are
 * what the question is about. Images count by message, documents over the whole request ("You can't
 * include more than 5 documents in a request."), and for some models both do together ("too many
 * images and documents: 21 + 0 > 20").
 */
export function withinMediaLimits(
  messages: readonly WireMessage[],
  origins: WireOrigins,
  context: MappingContext,
): readonly WireMessage[] {
  const {
    images,
    documents,
    imagesAndDocuments = Number.POSITIVE_INFINITY,
  } = context.profile.limits;
  const withoutFirst = firstLeftOut(origins, context);
  const fewImages = messages.flatMap((message) => withoutFirst(['image'], images, [message]));
  const fewDocuments = withoutFirst(['document'], documents, fewImages);
  return withoutFirst(['image', 'document'], imagesAndDocuments, fewDocuments);
}

/** A function that leaves out the first media of some kinds where there are more than so many. */
function firstLeftOut(origins: WireOrigins, { notices }: MappingContext) {
  return (
    kinds: readonly CountedKind[],
    limit: number,
    messages: readonly WireMessage[],
  ): readonly WireMessage[] => {
    let excess = messages.flatMap((message) => mediaOf(message, kinds)).length - limit;
    if (excess <= 0) return messages;
    const noteFor = <Block extends Part>(part: Block, path: string): Block | { text: string } => {
      const kind = kindOf(part);
      if (kind === undefined || !kinds.includes(kind) || excess <= 0) return part;
      excess -= 1;
      const many = kinds.map((name) => `${name}s`).join(' and ');
      const message = `There are more ${many} than the ${limit} the model takes: the first ones were left out.`;
      notices.warn('media_left_out', path, message);
      return { text: `[${kind} left out: there are too many]` };
    };
    const reduced = (part: WireContentBlock): WireContentBlock => {
      const path = origins.pathOf(part) ?? 'messages';
      if (!('toolResult' in part)) return noteFor(part, path);
      const content = part.toolResult.content.map((item) => noteFor(item, path));
      return origins.derive(part, { toolResult: { ...part.toolResult, content } });
    };
    return messages.map((message) => ({ ...message, content: message.content.map(reduced) }));
  };
}

function mediaOf({ content }: WireMessage, kinds: readonly CountedKind[]): readonly Part[] {
  const parts = content.flatMap((part): readonly Part[] =>
    'toolResult' in part ? part.toolResult.content : [part],
  );
  return parts.filter((part) => kinds.some((kind) => kindOf(part) === kind));
}

function kindOf(part: Part): CountedKind | undefined {
  if ('image' in part) return 'image';
  return 'document' in part ? 'document' : undefined;
}
