import type { CachePlacement } from '@outcrop/bedrock-models';
import { definedFields } from '@outcrop/unified-response';
import type { WireConverseRequest } from '../wire/wire-request.js';

/** A list of a request that a cache point may stand in, in the order the provider reads them. */
export interface CacheSection {
  readonly placement: CachePlacement;
  /** Such as `messages[2].content`. */
  readonly path: string;
  readonly blocks: readonly object[];
  /** The role, of a message. */
  readonly role?: string;
}

/** Tools first, then system, then the messages: the order in which prefixes are cached. */
export function cacheSections(input: WireConverseRequest): CacheSection[] {
  const { toolConfig, system, messages = [] } = input;
  return [
    ...(toolConfig ? [section('tools', 'tools', toolConfig.tools)] : []),
    ...(system ? [section('system', 'system', system)] : []),
    ...messages.map(({ role, content }, at) => ({
      ...section('messages', `messages[${at}].content`, content),
      role,
    })),
  ];
}

function section(placement: CachePlacement, path: string, blocks: readonly object[]): CacheSection {
  return { placement, path, blocks };
}

/** The request with the lists of its sections replaced by others, in the same order. */
export function withSections(
  input: WireConverseRequest,
  sections: readonly CacheSection[],
): WireConverseRequest {
  const { toolConfig, system: _, messages, ...others } = input;
  const blocksOf = (placement: CachePlacement): readonly (readonly object[])[] =>
    sections.filter((item) => item.placement === placement).map(({ blocks }) => blocks);
  const [tools = []] = blocksOf('tools');
  const [system = []] = blocksOf('system');
  const contents = blocksOf('messages');
  const replaced = {
    ...others,
    ...definedFields({
      messages: messages?.map((message, at) => ({ ...message, content: contents[at] })),
      // A list of nothing says nothing, and that of the tools must not be empty.
      system: system.length === 0 ? undefined : system,
      toolConfig: tools.length === 0 ? undefined : { ...toolConfig, tools },
    }),
  };
  return replaced as WireConverseRequest;
}

/** A cache point on the wire. */
export interface PointBlock {
  readonly cachePoint: { readonly type?: string; readonly ttl?: string };
}

export function isCachePoint(block: object): block is PointBlock {
  return 'cachePoint' in block;
}
