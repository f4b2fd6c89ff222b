import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { contentFromWire } from '../../packages/converse-mapping/src/content/content-from-wire.js';
import { contentToWire } from '../../packages/converse-mapping/src/content/content-to-wire.js';
import { converseMembers } from '../../packages/converse-mapping/src/content/generic-block.js';
import { isContent } from '../../packages/converse-mapping/src/content/result-content.js';
import { createMappingContext } from '../../packages/converse-mapping/src/mapping-context.js';
import { PERMISSIVE } from '../../packages/converse-mapping/src/testing/profiles.js';
import { jsonOf } from './wire-json.js';

/**
 * The blocks of a message as they would be sent if neither the service nor the model had a rule, as
 * JSON texts. Ids and names of tools are left out: those are mapped both ways.
 */
export function plainBlocks({ content }: UnifiedMessage, profile: ModelProfile): string[] {
  const { documents, toolResultStatus } = profile;
  const context = createMappingContext({
    ...PERMISSIVE,
    toolResultStatus,
    documents: { ...PERMISSIVE.documents, text: documents.text },
  });
  return content
    .map(readAs)
    .map(withoutIds)
    .flatMap((block) => contentToWire(block, '', context))
    .map((wire) => jsonOf(wire));
}

/** What is said in Converse's own words is read like anything else. */
function readAs(block: ContentBlock): ContentBlock {
  if (block.type === 'tool_result' && isContent(block.output)) {
    return { ...block, output: block.output.map(readAs) };
  }
  const wire = block.type === 'generic' ? converseMembers(block) : undefined;
  return wire === undefined ? block : contentFromWire(wire);
}

function withoutIds(block: ContentBlock): ContentBlock {
  if (block.type === 'tool_call') return { ...block, id: 'id', name: 'name' };
  return block.type === 'tool_result' ? { ...block, toolCallId: 'id' } : block;
}

/** A block that was sent, as a JSON text to compare with those. */
export function sentBlock(wire: object): string {
  if ('toolUse' in wire) {
    return jsonOf({ toolUse: { ...(wire.toolUse as object), toolUseId: 'id', name: 'name' } });
  }
  if ('toolResult' in wire) {
    return jsonOf({ toolResult: { ...(wire.toolResult as object), toolUseId: 'id' } });
  }
  return jsonOf(wire);
}
