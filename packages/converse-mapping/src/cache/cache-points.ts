import type { CacheIntent, ContentBlock } from '@outcrop/unified-response';
import type { PlacedBlock } from '../history/turn.js';
import type { MappingContext } from '../mapping-context.js';
import type { WireOrigins } from '../wire/wire-origins.js';
import type { WireConverseRequest } from '../wire/wire-request.js';
import { withPlannedPoints } from './cache-plan.js';
import { afterDocument, isTextDocument, pointProblem } from './cache-point-rules.js';
import {
  type CacheSection,
  cacheSections,
  isCachePoint,
  type PointBlock,
  withSections,
} from './cache-sections.js';

export interface CachedRequest {
  readonly input: WireConverseRequest;
  /** What the caller's own cache points became; absent: they stay as they are. */
  readonly ownPoints?: ReadonlyMap<PlacedBlock, readonly ContentBlock[]>;
}

/**
 * Cache points as the model takes them: the caller's own, mended, and with `auto` those that are
 * worth it. With `off` the caller's points are left out of this one request.
 */
export function withCachePoints(
  input: WireConverseRequest,
  intent: CacheIntent | undefined,
  origins: WireOrigins,
  context: MappingContext,
): CachedRequest {
  const sections = cacheSections(input);
  const hasPoints = sections.some(({ blocks }) => blocks.some(isCachePoint));
  if (intent?.mode === 'off') return { input: hasPoints ? withoutPoints(input, sections) : input };
  if (!hasPoints && intent === undefined) return { input };
  const mending = new Mending(origins, context);
  const legal = sections.map((section) => mending.legal(section));
  const mended = mending.ordered(mending.withinLimit(legal));
  const planned = intent === undefined ? mended : withPlannedPoints(mended, intent, context);
  return {
    input: withSections(input, planned),
    ownPoints: origins.cachePointsIn(mended.flatMap(({ blocks }) => blocks)),
  };
}

function withoutPoints(
  input: WireConverseRequest,
  sections: readonly CacheSection[],
): WireConverseRequest {
  const bare = sections.map((section) => ({
    ...section,
    blocks: section.blocks.filter((block) => !isCachePoint(block)),
  }));
  return withSections(input, bare);
}

/** Makes the caller's cache points legal; each change is a repair at the caller's own place. */
class Mending {
  readonly #origins: WireOrigins;
  readonly #context: MappingContext;

  constructor(origins: WireOrigins, context: MappingContext) {
    this.#origins = origins;
    this.#context = context;
  }

  legal(section: CacheSection): CacheSection {
    const blocks: object[] = [];
    section.blocks.forEach((block, at) => {
      const before = blocks.at(-1);
      if (!isCachePoint(block)) {
        blocks.push(block);
        return;
      }
      const path = this.#pathOf(block, section, at);
      const problem = pointProblem(section.placement, before, this.#context.profile);
      if (problem !== undefined) {
        this.#repair('cache_point_removed', path, problem);
        return;
      }
      if (isTextDocument(before)) {
        const message =
          'A cache point cannot follow a document of text: a text was put in between.';
        this.#repair('text_added_before_cache_point', path, message);
        blocks.push(this.#origins.derive(block, afterDocument()));
      }
      blocks.push(this.#withLegalTtl(block, path));
    });
    return { ...section, blocks };
  }

  /** "A maximum of 4 blocks with cache_control may be provided.": the earliest in the messages go. */
  withinLimit(sections: readonly CacheSection[]): readonly CacheSection[] {
    const { maxPoints } = this.#context.profile.cache;
    let excess = sections.flatMap(({ blocks }) => blocks.filter(isCachePoint)).length - maxPoints;
    if (excess <= 0) return sections;
    const trimmed = (section: CacheSection): CacheSection => {
      const blocks = section.blocks.filter((block, at) => {
        if (!isCachePoint(block) || excess <= 0) return true;
        excess -= 1;
        const message = `The model takes ${maxPoints} cache points at most.`;
        this.#repair('cache_point_removed', this.#pathOf(block, section, at), message);
        return false;
      });
      return { ...section, blocks };
    };
    const fewer = sections.map((item) => (item.placement === 'messages' ? trimmed(item) : item));
    return fewer.map(trimmed);
  }

  /** "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block". */
  ordered(sections: readonly CacheSection[]): readonly CacheSection[] {
    let short = false;
    return sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block, at) => {
        if (!isCachePoint(block)) return block;
        if (block.cachePoint.ttl !== '1h') short = true;
        else if (short) {
          const message = 'A cache point of 1h cannot follow one of 5m: it lives 5m.';
          this.#repair('cache_ttl_lowered', this.#pathOf(block, section, at), message);
          return this.#withoutTtl(block);
        }
        return block;
      }),
    }));
  }

  /** A lifetime the model does not know: the point then lives as long as is usual. */
  #withLegalTtl(block: PointBlock, path: string): PointBlock {
    const { ttl } = block.cachePoint;
    const ttls: readonly string[] = this.#context.profile.cache.ttls;
    if (ttl === undefined || ttls.includes(ttl)) return block;
    const message = `The model keeps ${ttls.join(' or ')}, not ${JSON.stringify(ttl)}: the point lives as long as is usual.`;
    this.#repair('cache_ttl_lowered', path, message);
    return this.#withoutTtl(block);
  }

  #withoutTtl(block: PointBlock): PointBlock {
    const { ttl: _, ...cachePoint } = block.cachePoint;
    return this.#origins.derive(block, { cachePoint });
  }

  #pathOf(block: PointBlock, section: CacheSection, at: number): string {
    return this.#origins.pathOf(block) ?? `${section.path}[${at}]`;
  }

  #repair(code: string, path: string, message: string): void {
    this.#context.notices.repair(code, path, message);
  }
}
