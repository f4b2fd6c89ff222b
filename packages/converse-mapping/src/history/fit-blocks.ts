import { type ModelProfile, parseModelRef } from '@outcrop/bedrock-models';
import type { ContentBlock, ReasoningBlock } from '@outcrop/unified-response';
import { isBlank } from '../blank.js';
import { contentFromWire } from '../content/content-from-wire.js';
import { converseMembers } from '../content/generic-block.js';
import { PROVIDER } from '../content/provider-data.js';
import { isContent } from '../content/result-content.js';
import type { Notices } from '../notices.js';
import { assistantMediaAsText, callAsText, resultAsText } from './told-as-text.js';
import type { PlacedBlock, Turn } from './turn.js';

/** Takes out the blocks of a turn that the service or the model would refuse there. */
export function fitBlocks(turn: Turn, profile: ModelProfile, notices: Notices): Turn {
  const blocks = turn.blocks
    .map(inOurWords)
    .flatMap((placed) => fitBlock(placed, turn.role, profile, notices));
  return { ...turn, blocks };
}

/** Takes out what no system prompt can have: nothing to read, and cache points where none is taken. */
export function fitSystemBlocks(turn: Turn, profile: ModelProfile, notices: Notices): Turn {
  const blocks = turn.blocks.map(inOurWords).filter(({ block, path }) => {
    if (isBlankBlock(block) || (block.type === 'text' && isBlank(block.text))) {
      notices.repair('blank_text_removed', path, 'The text is blank, which the service refuses.');
      return false;
    }
    if (block.type !== 'cache_point' || profile.cache.placements.includes('system')) return true;
    notices.repair('cache_point_removed', path, 'The model caches no system prompts.');
    return false;
  });
  return { ...turn, blocks };
}

/** A block in Converse's own words obeys the same rules as one in ours. */
function inOurWords({ block, path }: PlacedBlock): PlacedBlock {
  return { path, block: ownWords(block) };
}

function ownWords(block: ContentBlock): ContentBlock {
  if (block.type === 'tool_result' && isContent(block.output)) {
    return { ...block, output: block.output.map(ownWords) };
  }
  const wire = block.type === 'generic' ? converseMembers(block) : undefined;
  const typed = wire && contentFromWire(wire);
  return typed === undefined || typed.type === 'generic' ? block : typed;
}

function isBlankBlock(block: ContentBlock): boolean {
  // The cited answer of a model may have no text of its own.
  if (block.type === 'text') return isBlank(block.text) && !block.citations?.length;
  return block.type === 'guard' && block.image === undefined && isBlank(block.text ?? '');
}

function fitBlock(
  placed: PlacedBlock,
  role: Turn['role'],
  profile: ModelProfile,
  notices: Notices,
): PlacedBlock[] {
  const { block, path } = placed;
  switch (block.type) {
    case 'text':
    case 'guard':
      if (!isBlankBlock(block)) return [placed];
      notices.repair('blank_text_removed', path, 'The text is blank, which the service refuses.');
      return [];
    case 'reasoning': {
      const problem = reasoningProblem(block, role, profile);
      if (problem === undefined) return [placed];
      notices.repair('reasoning_removed', path, problem);
      return [];
    }
    case 'cache_point':
      if (profile.cache.placements.includes('messages')) return [placed];
      notices.repair('cache_point_removed', path, 'The model caches no messages.');
      return [];
    case 'tool_call':
      if (role === 'assistant' && profile.tools) return [placed];
      notices.repair(
        'tool_call_as_text',
        path,
        profile.tools ? 'Only an assistant calls tools: told as text.' : NO_TOOLS,
      );
      return [{ path, block: callAsText(block) }];
    case 'tool_result':
      if (role !== 'system' && profile.tools) return [placed];
      notices.repair(
        'tool_result_as_text',
        path,
        profile.tools ? 'The system has no tool results: told as text.' : NO_TOOLS,
      );
      return [{ path, block: resultAsText(block) }];
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      if (role === 'user') return [placed];
      notices.repair(
        'assistant_media_as_text',
        path,
        'Converse takes media from a user only: a note stands in its place.',
      );
      return [{ path, block: assistantMediaAsText(block) }];
    case 'generic':
      if (converseMembers(block) !== undefined) return [placed];
      notices.repair('foreign_block_removed', path, 'Converse has no place for this block.');
      return [];
    default:
      return [placed];
  }
}

const NO_TOOLS = 'The model takes no tools: told as text.';

/** Why reasoning cannot be sent back, or `undefined` when it must be. */
function reasoningProblem(
  block: ReasoningBlock,
  role: Turn['role'],
  profile: ModelProfile,
): string | undefined {
  // "User messages cannot contain reasoning content." (Nova)
  if (role !== 'assistant') return 'Only an assistant reasons.';
  if (profile.reasoning.replay === 'never') return 'The model does not take reasoning back.';
  // "thinking.signature: Field required": an empty one is none.
  if (!block.signature && block.redacted === undefined) {
    return 'The reasoning is not signed, and the model takes back signed reasoning only.';
  }
  if (block.provider !== undefined && block.provider !== PROVIDER) {
    return `The reasoning is signed by ${block.provider}, which the model cannot verify.`;
  }
  if (block.model === undefined || profile.vendor === undefined) return undefined;
  const vendor = vendorOf(block.model);
  if (vendor === undefined || vendor === profile.vendor) return undefined;
  return `The reasoning is signed by a model of ${vendor}, which the model cannot verify.`;
}

function vendorOf(model: string): string | undefined {
  try {
    return parseModelRef(model).vendor;
  } catch {
    return undefined;
  }
}
