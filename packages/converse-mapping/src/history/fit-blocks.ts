import { type ModelProfile, parseModelRef } from '@outcrop/bedrock-models';
import type { ContentBlock, ReasoningBlock } from '@outcrop/unified-response';
import { isBlank } from '../blank.js';
import { isConverseBlock } from '../generic-block.js';
import type { Notices } from '../notices.js';
import { PROVIDER } from '../provider-data.js';
import type { PlacedBlock, Turn } from './turn.js';

/** Takes out the blocks of a turn that the service or the model would refuse there. */
export function fitBlocks(turn: Turn, profile: ModelProfile, notices: Notices): Turn {
  const blocks = turn.blocks.flatMap((placed) => fitBlock(placed, turn.role, profile, notices));
  return { ...turn, blocks };
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
      if (!isBlank(block.text)) return [placed];
      // The cited answer of a model may have no text of its own.
      if (block.citations !== undefined && block.citations.length > 0) return [placed];
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
      if (role === 'assistant') return [placed];
      notices.repair('tool_call_as_text', path, 'Only an assistant calls tools: told as text.');
      return [{ path, block: textOf(`[call of the tool ${block.name}: ${block.arguments}]`) }];
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
      return [{ path, block: textOf(`[${block.type} made by the assistant]`) }];
    case 'generic':
      if (isConverseBlock(block)) return [placed];
      notices.repair('foreign_block_removed', path, 'Converse has no place for this block.');
      return [];
    default:
      return [placed];
  }
}

function textOf(text: string): ContentBlock {
  return { type: 'text', text };
}

/** Why reasoning cannot be sent back, or `undefined` when it must be. */
function reasoningProblem(
  block: ReasoningBlock,
  role: Turn['role'],
  profile: ModelProfile,
): string | undefined {
  // "User messages cannot contain reasoning content." (Nova)
  if (role !== 'assistant') return 'Only an assistant reasons.';
  if (profile.reasoning.replay === 'never') return 'The model does not take reasoning back.';
  if (block.signature === undefined && block.redacted === undefined) {
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
