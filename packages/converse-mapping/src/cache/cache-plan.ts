import type { CacheTtl } from '@outcrop/bedrock-models';
import type { CacheIntent } from '@outcrop/unified-response';
import type { MappingContext } from '../mapping-context.js';
import { afterDocument, isTextDocument, pointProblem } from './cache-point-rules.js';
import { type CacheSection, isCachePoint, type PointBlock } from './cache-sections.js';
import { estimateTokens } from './estimate-tokens.js';

type AutoIntent = CacheIntent & { mode: 'auto' };

/**
 * Cache points at the ends of the tools, of the system prompts and of the last two user turns, so
 * that the next turn finds what this one has cached. Why a point was left out is a warning. The
 * caller's own points, already legal, are not touched.
 */
export function withPlannedPoints(
  sections: readonly CacheSection[],
  intent: AutoIntent,
  context: MappingContext,
): readonly CacheSection[] {
  const { profile, notices } = context;
  if (profile.cache.placements.length === 0) {
    notices.warn('cache_point_skipped', 'cache', 'The model has no prompt caching.');
    return sections;
  }
  const chosen = chosenSections(sections, context);
  const ttlOf = lifetimes(sections, intent, context);
  return sections.map((section, at) => {
    if (!chosen.has(section)) return section;
    const between = isTextDocument(section.blocks.at(-1)) ? [afterDocument()] : [];
    const ttl = ttlOf(at);
    const point: PointBlock = { cachePoint: { type: 'default', ...(ttl && { ttl }) } };
    return { ...section, blocks: [...section.blocks, ...between, point] };
  });
}

/** The sections worth a point, the most stable first, as many as the model has points left for. */
function chosenSections(
  sections: readonly CacheSection[],
  { profile, notices }: MappingContext,
): ReadonlySet<CacheSection> {
  const { maxPoints, minimumTokens } = profile.cache;
  let left = maxPoints - sections.flatMap(({ blocks }) => blocks.filter(isCachePoint)).length;
  const lastUsers = sections
    .filter(({ role }) => role === 'user')
    .slice(-2)
    .reverse();
  const wanted = [...sections.filter(({ placement }) => placement !== 'messages'), ...lastUsers];
  const prefixes = prefixTokens(sections);
  const chosen = new Set<CacheSection>();
  for (const section of wanted) {
    const last = section.blocks.at(-1);
    if (last !== undefined && isCachePoint(last)) continue;
    const tokens = Math.round(prefixes.get(section) ?? 0);
    const problem =
      pointProblem(section.placement, last, profile) ??
      (tokens < minimumTokens
        ? `Up to here there are about ${tokens} tokens; the model caches from ${minimumTokens} on.`
        : undefined) ??
      (left > 0 ? undefined : `The model takes ${maxPoints} cache points at most.`);
    if (problem === undefined) {
      chosen.add(section);
      left -= 1;
    } else notices.warn('cache_point_skipped', section.path, problem);
  }
  return chosen;
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

/**
 * How long a point at the end of a section lives. "a ttl='1h' cache_control block must not come
 * after a ttl='5m' cache_control block": what stands before one of the caller's for 1h lives as long,
 * what stands after one for 5m no longer.
 */
function lifetimes(
  sections: readonly CacheSection[],
  { ttl: wanted }: AutoIntent,
  { profile, notices }: MappingContext,
): (at: number) => CacheTtl | undefined {
  const takesIt = wanted === undefined || profile.cache.ttls.includes(wanted);
  if (!takesIt) {
    const message = `The model keeps no cache for ${wanted}: the points live as long as is usual.`;
    notices.warn('cache_ttl_lowered', 'cache.ttl', message);
  }
  const ttls = sections.map(({ blocks }) =>
    blocks.filter(isCachePoint).map((point) => (point.cachePoint.ttl === '1h' ? '1h' : '5m')),
  );
  const lastLong = ttls.findLastIndex((section) => section.includes('1h'));
  const firstShort = ttls.findIndex((section) => section.includes('5m'));
  if (takesIt && wanted === '1h' && firstShort >= 0) {
    const message = 'A cache point of 1h cannot follow one of 5m: those after it live 5m.';
    notices.warn('cache_ttl_lowered', 'cache.ttl', message);
  }
  return (at) => {
    if (at < lastLong) return '1h';
    if (firstShort >= 0 && at >= firstShort) return undefined;
    return takesIt ? wanted : undefined;
  };
}
