import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, ToolResultBlock } from '@outcrop/unified-response';
import { isContent } from '../content/result-content.js';
import { type MediaPlace, mediaProblem } from '../media/media-problem.js';
import { likelyFormat } from '../media/media-source.js';
import type { MediaKind } from '../media/media-type.js';
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
    if (block.type !== 'tool_result' || !isContent(block.output)) return placed;
    const output = block.output.map((item, at) => {
      if (!isMedium(item) || !mustMove(item, profile)) return item;
      const place = `${path}.output[${at}]`;
      const caption = `[${item.type} ${hoisted.length / 2 + 1} of the tool results, of the call ${block.toolCallId}]`;
      hoisted.push({ path: place, block: text(caption) }, { path: place, block: item });
      notices.repair(
        'tool_media_moved',
        place,
        `The model takes no such ${item.type} in a tool result: it follows the results.`,
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
  return ['image', 'document', 'video', 'audio'].includes(item.type);
}

/** Only what is refused inside and taken outside is moved. */
function mustMove(item: Medium, { media }: ModelProfile): boolean {
  const isInS3 = item.s3Uri !== undefined;
  const traits = { format: likelyFormat(item.type, item), isInS3 };
  const isTaken = (place: MediaPlace): boolean =>
    mediaProblem(item.type, traits, place, media) === undefined;
  return !isTaken('toolResult') && isTaken('user');
}

function text(value: string): ContentBlock {
  return { type: 'text', text: value };
}
