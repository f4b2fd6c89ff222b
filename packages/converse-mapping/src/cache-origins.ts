import type { ContentBlock } from '@outcrop/unified-response';
import { contentFromWire } from './content-from-wire.js';
import type { PlacedBlock } from './history/turn.js';

/** Knows which blocks of the caller's the cache points on the wire were made from. */
export class CacheOrigins {
  readonly #origins = new Map<object, PlacedBlock>();
  readonly #unchanged = new Set<object>();

  /** Remembers where blocks on the wire came from, if they are cache points; gives them back. */
  from<Wire extends object>(placed: PlacedBlock, wires: readonly Wire[]): readonly Wire[] {
    if (placed.block.type !== 'cache_point') return wires;
    for (const wire of wires) {
      this.#origins.set(wire, placed);
      this.#unchanged.add(wire);
    }
    return wires;
  }

  /** Says that this, too, or instead, stands for the block that the point was made from. */
  derive<Wire extends object>(point: object, derived: Wire): Wire {
    const origin = this.#origins.get(point);
    if (origin !== undefined) this.#origins.set(derived, origin);
    return derived;
  }

  /** The place in the caller's messages. */
  pathOf(point: object): string | undefined {
    return this.#origins.get(point)?.path;
  }

  /** What became of each of the caller's cache points, in the blocks that are sent. */
  remaining(sent: Iterable<object>): ReadonlyMap<PlacedBlock, readonly ContentBlock[]> {
    const blocks = new Map<PlacedBlock, ContentBlock[]>();
    for (const origin of this.#origins.values()) blocks.set(origin, []);
    for (const wire of sent) {
      const origin = this.#origins.get(wire);
      if (origin === undefined) continue;
      const block = this.#unchanged.has(wire) ? origin.block : contentFromWire(wire);
      blocks.get(origin)?.push(block);
    }
    return blocks;
  }
}
