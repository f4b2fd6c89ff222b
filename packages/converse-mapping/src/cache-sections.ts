import type { CachePlacement } from '@outcrop/bedrock-models';
import type { WireConverseRequest } from './wire-request.js';

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
  const blocksOf = (placement: CachePlacement): readonly object[][] =>
    sections.filter((item) => item.placement === placement).map((item) => [...item.blocks]);
  const [tools] = blocksOf('tools');
  const [system] = blocksOf('system');
  const contents = blocksOf('messages');
  const replaced = {
    ...input,
    ...(tools ? { toolConfig: { ...input.toolConfig, tools } } : {}),
    ...(system ? { system } : {}),
    ...(input.messages
      ? { messages: input.messages.map((message, at) => ({ ...message, content: contents[at] })) }
      : {}),
  };
  return replaced as WireConverseRequest;
}

export function isCachePoint(
  block: object | undefined,
): block is { readonly cachePoint: { readonly ttl?: string } } {
  return block !== undefined && 'cachePoint' in block;
}
