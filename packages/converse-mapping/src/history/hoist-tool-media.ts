import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, ToolResultBlock } from '@outcrop/unified-response';
import type { MediaKind } from '../media-type.js';
import type { Notices } from '../notices.js';
import type { PlacedBlock, Turn } from './turn.js';

/**
 * Moves media that the model takes from a user, but not in a tool result, behind the results, with a
 * caption on both ends that keeps them together. ("This model doesn't support the image field for
 * user messages" is what Bedrock says of an image inside a tool result.)
 */
export function hoistToolMedia(turn: Turn, profile: ModelProfile, notices: Notices): Turn {
  if (turn.role !== 'user') return turn;
  const hoisted: PlacedBlock[] = [];
  const blocks = turn.blocks.map((placed) => {
    const { block, path } = placed;
    if (block.type !== 'tool_result' || !Array.isArray(block.output)) return placed;
    const output = (block.output as ContentBlock[]).map((item, at) => {
      if (!isMedium(item) || !mustMove(item.type, profile)) return item;
      const place = `${path}.output[${at}]`;
      const caption = `[${item.type} ${hoisted.length / 2 + 1} of the tool results, of the call ${block.toolCallId}]`;
      hoisted.push({ path: place, block: text(caption) }, { path: place, block: item });
      notices.repair(
        'tool_media_moved',
        place,
        `The model takes no ${item.type} in a tool result: it follows the results.`,
      );
      return text(`${caption} follows`);
    });
    const moved: ToolResultBlock = { ...block, output };
    return { path, block: moved };
  });
  return hoisted.length === 0 ? turn : { ...turn, blocks: [...blocks, ...hoisted] };
}

type Medium = Extract<ContentBlock, { type: MediaKind }>;

function isMedium(item: ContentBlock): item is Medium {
  return ['image', 'document', 'video', 'audio'].includes(item?.type);
}

/** Only what is refused inside and taken outside is moved. */
function mustMove(kind: MediaKind, profile: ModelProfile): boolean {
  const { user, toolResult } = profile.media;
  return toolResult[kind].length === 0 && user[kind].length > 0;
}

function text(value: string): ContentBlock {
  return { type: 'text', text: value };
}
