import type { ContentBlock, ToolResultContent } from '../converse-wire.js';
import type { JsonObject, JsonValue } from '../json.js';
import { cutText } from './cut-text.js';
import type { WireEvent } from './wire-event.js';

/** What of a Converse response has a place of its own in a stream; the rest goes into `metadata`. */
interface ConverseResponse {
  readonly output?: {
    readonly message?: { readonly role?: string; readonly content?: readonly ContentBlock[] };
  };
  readonly stopReason?: string;
  readonly additionalModelResponseFields?: JsonValue;
}

/** The events of one block between its (optional) start and its stop. */
interface BlockParts {
  readonly start?: JsonObject;
  readonly deltas: readonly JsonObject[];
}

function resultDelta(part: ToolResultContent): JsonObject {
  return { toolResult: [part as JsonObject] };
}

/**
 * Recorded streams have no start event for text and reasoning. A block the stream has no words for
 * goes out as one delta under its own name, as a future member of the union would.
 */
function blockParts(block: ContentBlock, characters: number): BlockParts {
  const { text, reasoningContent, toolUse, toolResult, image, citationsContent } = block;
  const texts = (whole: string) => cutText(whole, characters).map((piece) => ({ text: piece }));
  if (text !== undefined) return { deltas: texts(text) };
  if (reasoningContent?.reasoningText) {
    const { text: reasoning = '', signature } = reasoningContent.reasoningText;
    const deltas = [...texts(reasoning), ...(signature === undefined ? [] : [{ signature }])];
    return { deltas: deltas.map((delta) => ({ reasoningContent: delta })) };
  }
  if (toolUse) {
    const { input = {}, ...start } = toolUse;
    const pieces = cutText(JSON.stringify(input), characters);
    return {
      start: { toolUse: start },
      deltas: pieces.map((piece) => ({ toolUse: { input: piece } })),
    };
  }
  if (toolResult) {
    const { content = [], ...start } = toolResult;
    return { start: { toolResult: start }, deltas: content.map(resultDelta) };
  }
  if (image) {
    const { format, ...delta } = image;
    return { start: { image: { format } }, deltas: [{ image: delta as JsonObject }] };
  }
  if (citationsContent) {
    const { content = [], citations = [] } = citationsContent as {
      readonly content?: readonly { readonly text?: string }[];
      readonly citations?: readonly JsonObject[];
    };
    return {
      deltas: [
        ...content.flatMap((part) => texts(part.text ?? '')),
        ...citations.map((citation) => ({ citation })),
      ],
    };
  }
  return { deltas: [block as JsonObject] };
}

function blockEvents(block: ContentBlock, contentBlockIndex: number, characters: number) {
  const { start, deltas } = blockParts(block, characters);
  return [
    ...(start ? [{ contentBlockStart: { contentBlockIndex, start } }] : []),
    ...deltas.map((delta) => ({ contentBlockDelta: { contentBlockIndex, delta } })),
    { contentBlockStop: { contentBlockIndex } },
  ];
}

/**
 * The stream that says what a Converse response says, in the order of recorded streams, text and
 * tool input cut into pieces of so many characters.
 */
export function streamEvents(response: JsonObject, chunkCharacters: number): WireEvent[] {
  const { output, stopReason, additionalModelResponseFields, ...metadata } =
    response as ConverseResponse & JsonObject;
  const { role = 'assistant', content = [] } = output?.message ?? {};
  return [
    { messageStart: { role } },
    ...content.flatMap((block, index) => blockEvents(block, index, chunkCharacters)),
    {
      messageStop: {
        ...(additionalModelResponseFields !== undefined && { additionalModelResponseFields }),
        ...(stopReason !== undefined && { stopReason }),
      },
    },
    { metadata },
  ];
}
