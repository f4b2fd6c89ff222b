import type { ContentBlock } from '@outcrop/unified-response';
import { contentFromWire } from '../content/content-from-wire.js';
import type { PlacedBlock } from '../history/turn.js';

/** Knows which of the caller's blocks the blocks on the wire were made from. */
export class WireOrigins {
  readonly #origins = new Map<object, PlacedBlock>();
  readonly #unchanged = new Set<object>();

  /** Remembers where blocks on the wire came from; gives them back. */
  from<Wire extends object>(placed: PlacedBlock, wires: readonly Wire[]): readonly Wire[] {
    for (const wire of wires) {
      this.#origins.set(wire, placed);
      this.#unchanged.add(wire);
    }
    return wires;
  }

  /** Says that something was made of a block on the wire, beside it or in its place. */
  derive<Wire extends object>(wire: object, derived: Wire): Wire {
    const origin = this.#origins.get(wire);
    if (origin !== undefined) this.#origins.set(derived, origin);
    return derived;
  }

  /** The place in the caller's messages. */
  pathOf(wire: object): string | undefined {
    return this.#origins.get(wire)?.path;
  }

  /** What became of each of the caller's cache points, in the blocks that are sent. */
  cachePointsIn(sent: Iterable<object>): ReadonlyMap<PlacedBlock, readonly ContentBlock[]> {
    const points = new Map<PlacedBlock, ContentBlock[]>();
    for (const origin of this.#origins.values()) {
      if (origin.block.type === 'cache_point') points.set(origin, []);
    }
    for (const wire of sent) {
      const origin = this.#origins.get(wire);
      if (origin === undefined) continue;
      const block = this.#unchanged.has(wire) ? origin.block : contentFromWire(wire);
      points.get(origin)?.push(block);
    }
    return points;
  }
}
