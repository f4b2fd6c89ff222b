import type { JSONObject, SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type { ContentBlock } from '@outcrop/unified-response';
import { EXTRA_FIELDS } from '../block-fields.js';
import { blockToJson } from '../block-json.js';
import { METADATA_KEY } from '../metadata-key.js';
import { isToldExactly } from '../prompt/tool-arguments.js';

interface WithMetadata {
  readonly providerMetadata?: SharedV4ProviderMetadata;
}

/** The metadata of a block's part: what the part itself has no place for, to come back with it. */
export function extraMetadata(block: ContentBlock): WithMetadata {
  const isTold = block.type === 'tool_call' && isToldExactly(block.arguments);
  const names = EXTRA_FIELDS[block.type] ?? [];
  const extra = Object.entries(block).filter(
    ([name]) => names.includes(name) && !(isTold && name === 'arguments'),
  );
  if (extra.length === 0) return {};
  const { type } = block;
  const { type: _, ...json } = blockToJson({ type, ...Object.fromEntries(extra) } as ContentBlock);
  return ownMetadata(json);
}

/** The metadata of a part that stands for a whole block. */
export function wholeMetadata(block: ContentBlock): WithMetadata {
  return ownMetadata({ block: blockToJson(block) });
}

function ownMetadata(fields: JSONObject): WithMetadata {
  return { providerMetadata: { [METADATA_KEY]: fields } };
}
