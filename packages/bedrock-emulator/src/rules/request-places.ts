import type { ContentBlock, ConverseRequest, MediaBlock, Message } from '../converse-wire.js';

/** The first answer a check gives for the items of a list, with the item's place. */
export function firstOf<Item>(
  items: readonly Item[] | undefined,
  check: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of (items ?? []).entries()) {
    const text = check(item, index);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A content block with what is around it. */
export interface PlacedBlock {
  readonly block: ContentBlock;
  /** Such as `messages.0.content.1`. */
  readonly place: string;
  readonly message: Message;
  /** What stands directly before it in its message. */
  readonly previous: ContentBlock | undefined;
}

/** The first answer a check gives for the content blocks of a request. */
export function firstBlock(
  { messages }: ConverseRequest,
  check: (placed: PlacedBlock) => string | undefined,
): string | undefined {
  return firstOf(messages, (message, m) =>
    firstOf(message.content, (block, b) =>
      check({
        block,
        place: `messages.${m}.content.${b}`,
        message,
        previous: message.content?.[b - 1],
      }),
    ),
  );
}

const MEDIA_KINDS = ['image', 'document', 'video', 'audio'] as const;

export type MediaKind = (typeof MEDIA_KINDS)[number];

/** An image, document, video or audio clip of a message, or of a tool result in it. */
export interface PlacedMedia {
  readonly kind: MediaKind;
  readonly media: MediaBlock;
  readonly message: Message;
  /** The place of its content block, such as `messages.0.content.1`. */
  readonly place: string;
  /** Its position in the tool result that holds it; undefined where none does. */
  readonly inResult: number | undefined;
}

/** All media of a request, in order. */
export function mediaOf({ messages = [] }: ConverseRequest): PlacedMedia[] {
  const found: PlacedMedia[] = [];
  for (const [m, message] of messages.entries()) {
    for (const [b, block] of (message.content ?? []).entries()) {
      const place = `messages.${m}.content.${b}`;
      const collect = (holder: Partial<Record<MediaKind, MediaBlock>>, inResult?: number) => {
        for (const kind of MEDIA_KINDS) {
          const media = holder[kind];
          if (media) found.push({ kind, media, message, place, inResult });
        }
      };
      collect(block);
      for (const [index, item] of (block.toolResult?.content ?? []).entries()) collect(item, index);
    }
  }
  return found;
}
