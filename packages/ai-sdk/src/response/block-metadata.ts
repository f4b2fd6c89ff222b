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
  const json = blockToJson(block);
  const told = block.type === 'tool_call' && isToldExactly(block.arguments) ? ['arguments'] : [];
  const names = (EXTRA_FIELDS[block.type] ?? []).filter(
    (name) => json[name] !== undefined && !told.includes(name),
  );
  return ownMetadata(Object.fromEntries(names.map((name) => [name, json[name]])));
}

/** The metadata of a part that stands for a whole block. */
export function wholeMetadata(block: ContentBlock): WithMetadata {
  return ownMetadata({ block: blockToJson(block) });
}

export function ownMetadata(fields: JSONObject): WithMetadata {
  return Object.keys(fields).length === 0 ? {} : { providerMetadata: { [METADATA_KEY]: fields } };
}
