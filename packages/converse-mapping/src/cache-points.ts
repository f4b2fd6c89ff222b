import type { ModelProfile } from '@outcrop/bedrock-models';
import type { CacheIntent } from '@outcrop/unified-response';
import { type CacheSection, cacheSections, isCachePoint, withSections } from './cache-sections.js';
import { estimateTokens } from './estimate-tokens.js';
import type { MappingContext } from './mapping-context.js';
import type { Notices } from './notices.js';
import type { WireConverseRequest } from './wire-request.js';

const AFTER_DOCUMENT = { text: '(End of the document.)' };

/**
 * Cache points as the model takes them: the caller's own, mended, and with `auto` those that are
 * worth it. Planned ones end the tools, the system prompts and the last two user turns, so that the
 * next turn finds what this one has cached.
 */
export function planCachePoints(
  input: WireConverseRequest,
  intent: CacheIntent | undefined,
  context: MappingContext,
): WireConverseRequest {
  const { profile, notices } = context;
  const sections = cacheSections(input);
  const hasPoints = sections.some(({ blocks }) => blocks.some(isCachePoint));
  if (!hasPoints && intent?.mode !== 'auto') return input;
  const legal = sections.map((section) => withLegalPoints(section, intent, profile, notices));
  const planned = intent?.mode === 'auto' ? plan(legal, intent, profile, notices) : legal;
  return withSections(input, withOrderedTtls(withinLimit(planned, profile, notices), notices));
}

function withLegalPoints(
  section: CacheSection,
  intent: CacheIntent | undefined,
  profile: ModelProfile,
  notices: Notices,
): CacheSection {
  const blocks: object[] = [];
  section.blocks.forEach((block, at) => {
    const before = blocks.at(-1);
    if (!isCachePoint(block)) {
      blocks.push(block);
      return;
    }
    const path = `${section.path}[${at}]`;
    const problem = pointProblem(section, before, intent, profile);
    if (problem !== undefined) {
      notices.repair('cache_point_removed', path, problem);
      return;
    }
    if (isTextDocument(before)) {
      // Claude answers "messages.N.content.M.type: Field required".
      const message = 'A cache point cannot follow a document of text: a text was put in between.';
      notices.repair('text_added_before_cache_point', path, message);
      blocks.push(AFTER_DOCUMENT);
    }
    blocks.push(withLegalTtl(block, profile));
  });
  return { ...section, blocks };
}

/** Why a cache point cannot stand behind that block, or `undefined` when it can. */
function pointProblem(
  section: CacheSection,
  before: object | undefined,
  intent: CacheIntent | undefined,
  profile: ModelProfile,
): string | undefined {
  if (intent?.mode === 'off') return 'Caching is switched off for this call.';
  if (!profile.cache.placements.includes(section.placement)) {
    return `The model caches nothing at the end of ${section.placement}.`;
  }
  if (before === undefined || isCachePoint(before))
    return 'There is nothing new before it to cache.';
  // "Cache point cannot be inserted after reasoning block."
  if ('reasoningContent' in before) return 'It follows reasoning, which cannot be cached there.';
  return undefined;
}

function isTextDocument(block: object | undefined): boolean {
  if (block === undefined || !('document' in block)) return false;
  const { source, format } = block.document as { source: object; format?: string };
  return 'text' in source || 'content' in source || format === 'txt';
}

/** A lifetime the model does not know is left out: the point then lives as long as is usual. */
function withLegalTtl(block: object, profile: ModelProfile): object {
  if (!isCachePoint(block)) return block;
  const { ttl, ...point } = block.cachePoint;
  const ttls: readonly string[] = profile.cache.ttls;
  return ttl === undefined || ttls.includes(ttl) ? block : { cachePoint: point };
}

function plan(
  sections: readonly CacheSection[],
  intent: CacheIntent & { mode: 'auto' },
  profile: ModelProfile,
  notices: Notices,
): CacheSection[] {
  if (profile.cache.placements.length === 0) {
    notices.warn('cache_point_skipped', 'cache', 'The model has no prompt caching.');
    return [...sections];
  }
  const existing = sections.flatMap(({ blocks }) => blocks.filter(isCachePoint)).length;
  let left = profile.cache.maxPoints - existing;
  const lastUsers = sections
    .filter(({ role }) => role === 'user')
    .slice(-2)
    .reverse();
  const wanted = [...sections.filter(({ placement }) => placement !== 'messages'), ...lastUsers];
  const prefixes = prefixTokens(sections);
  const chosen = new Set<CacheSection>();
  for (const section of wanted) {
    if (isCachePoint(section.blocks.at(-1))) continue;
    const tokens = prefixes.get(section) ?? 0;
    const problem =
      pointProblem(section, section.blocks.at(-1), intent, profile) ??
      sizeProblem(tokens, profile) ??
      (left > 0 ? undefined : `The model takes ${profile.cache.maxPoints} cache points at most.`);
    if (problem === undefined) {
      chosen.add(section);
      left -= 1;
    } else notices.warn('cache_point_skipped', section.path, problem);
  }
  const ttls: readonly string[] = profile.cache.ttls;
  const ttl = intent.ttl !== undefined && ttls.includes(intent.ttl) ? { ttl: intent.ttl } : {};
  const point = { cachePoint: { type: 'default', ...ttl } };
  return sections.map((section) => {
    if (!chosen.has(section)) return section;
    const between = isTextDocument(section.blocks.at(-1)) ? [AFTER_DOCUMENT] : [];
    return { ...section, blocks: [...section.blocks, ...between, point] };
  });
}

function sizeProblem(tokens: number, profile: ModelProfile): string | undefined {
  const { minimumTokens } = profile.cache;
  if (tokens >= minimumTokens) return undefined;
  return `Up to here there are about ${Math.round(tokens)} tokens; the model caches from ${minimumTokens} on.`;
}

/** Tokens from the start of the request to the end of each section. */
function prefixTokens(sections: readonly CacheSection[]): ReadonlyMap<CacheSection, number> {
  let sum = 0;
  return new Map(
    sections.map((section) => {
      sum += estimateTokens(section.blocks);
      return [section, sum];
    }),
  );
}

/** "A maximum of 4 blocks with cache_control may be provided.": the earliest in the messages go. */
function withinLimit(
  sections: readonly CacheSection[],
  profile: ModelProfile,
  notices: Notices,
): CacheSection[] {
  const count = sections.flatMap(({ blocks }) => blocks.filter(isCachePoint)).length;
  let excess = count - profile.cache.maxPoints;
  const removeExcess = (section: CacheSection): CacheSection => {
    const blocks = section.blocks.filter((block, at) => {
      if (!isCachePoint(block) || excess <= 0) return true;
      excess -= 1;
      const message = `The model takes ${profile.cache.maxPoints} cache points at most.`;
      notices.repair('cache_point_removed', `${section.path}[${at}]`, message);
      return false;
    });
    return { ...section, blocks };
  };
  const trimmed = sections.map((item) =>
    item.placement === 'messages' ? removeExcess(item) : item,
  );
  return trimmed.map(removeExcess);
}

/** "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block". */
function withOrderedTtls(sections: readonly CacheSection[], notices: Notices): CacheSection[] {
  let short = false;
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block, at) => {
      if (!isCachePoint(block)) return block;
      const { ttl, ...point } = block.cachePoint;
      if (ttl !== '1h') short = true;
      else if (short) {
        const message = 'A cache point of 1h cannot follow one of 5m: it lives 5m.';
        notices.repair('cache_ttl_lowered', `${section.path}[${at}]`, message);
        return { cachePoint: point };
      }
      return block;
    }),
  }));
}
