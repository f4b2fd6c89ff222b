import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, DocumentBlock } from '@outcrop/unified-response';
import { isContent } from '../content/result-content.js';
import { DocumentNames } from '../media/document-name.js';
import { type MediaPlace, mediaProblem } from '../media/media-problem.js';
import { likelyFormat } from '../media/media-source.js';
import type { Notices } from '../notices.js';
import type { PlacedBlock, Turn } from './turn.js';

/**
 * Gives the documents that the model takes names that are legal and unique in the conversation, so
 * that a document is called the same in every later turn.
 */
export function nameDocuments(
  turns: readonly Turn[],
  profile: ModelProfile,
  notices: Notices,
): Turn[] {
  const names = new DocumentNames();
  const named = <Block extends ContentBlock>(block: Block, path: string, place: MediaPlace) => {
    if (block.type !== 'document' || !isTaken(block, place, profile)) return block;
    const name = names.legalName(block.name);
    if (name === block.name) return block;
    notices.repair(
      'document_name_changed',
      `${path}.name`,
      `The document is sent as ${JSON.stringify(name)}: names take letters, digits, single spaces, hyphens, parentheses and square brackets, and each only once.`,
    );
    return { ...block, name };
  };
  const withNames = ({ block, path }: PlacedBlock): PlacedBlock => {
    if (block.type !== 'tool_result' || !isContent(block.output)) {
      return { path, block: named(block, path, 'user') };
    }
    const output = block.output.map((item, at) =>
      named(item, `${path}.output[${at}]`, 'toolResult'),
    );
    return { path, block: { ...block, output } };
  };
  return turns.map((turn) => ({ ...turn, blocks: turn.blocks.map(withNames) }));
}

function isTaken(block: DocumentBlock, place: MediaPlace, profile: ModelProfile): boolean {
  const traits = { format: likelyFormat('document', block), isInS3: block.s3Uri !== undefined };
  const isListed = mediaProblem('document', traits, place, profile.media) === undefined;
  // What a user sends to an unknown model is sent on.
  return isListed || (place === 'user' && !profile.known);
}
