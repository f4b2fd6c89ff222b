/** How much of the rate is left when the service throttles. */
const CUT = 0.7;
/** How fast it grows again, in calls a second per cubic second. */
const GROWTH = 0.4;
const LEAST_PER_SECOND = 0.5;
const MEASURED_MS = 500;

interface Cut {
  readonly at: number;
  /** Calls a second that were too many. */
  readonly tooMany: number;
}

/**
 * How many calls a second a client sends in adaptive mode. There is no limit until the service
 * throttles. Then the rate goes down to 0.7 of what was being sent; it comes back to where it was in
 * the cube root of 0.75 times that rate, in seconds (4 s for 100 a second, 9 s for 1000), slower and
 * slower, and from there grows faster and faster until it limits nothing. So the SDKs of AWS do it,
 * after TCP CUBIC. Unlike there, throttles of calls that were on their way at a cut cut nothing more.
 *
 * Calls get their turns one by one, evenly spread, in the order in which they ask. All times are
 * milliseconds of one clock.
 */
export class CallRate {
  #cut: Cut | undefined;
  #nextTurn = Number.NEGATIVE_INFINITY;
  /** Calls sent in this stretch of time and in the one before. */
  #stretch = { start: Number.NEGATIVE_INFINITY, calls: 0, before: 0 };

  /**
   * Takes the next turn.
   * @param latest After that, the turn is of no use, and is not taken.
   * @returns the time of the turn, or `undefined` when it is too late.
   */
  takeTurn(now: number, latest: number = Number.POSITIVE_INFINITY): number | undefined {
    const turn = Math.max(now, this.#nextTurn);
    if (turn > latest) return undefined;
    this.#nextTurn = turn + 1000 / this.perSecond(turn);
    return turn;
  }

  /** A call goes out. */
  sent(now: number): void {
    const { start, calls } = this.#stretch;
    const age = now - start;
    if (age < MEASURED_MS) this.#stretch.calls += 1;
    else this.#stretch = { start: now, calls: 1, before: age < 2 * MEASURED_MS ? calls : 0 };
  }

  /**
   * A call was throttled.
   * @param sentAt When it had gone out.
   * @param until No turn before that, where the service names a time.
   */
  throttled(sentAt: number, now: number, until: number = now): void {
    this.#nextTurn = Math.max(this.#nextTurn, until);
    if (this.#cut && sentAt <= this.#cut.at) return;
    this.#cut = { at: now, tooMany: Math.min(this.perSecond(now), this.#measured(now)) };
  }

  /** The rate at a time from the last cut on. */
  perSecond(now: number): number {
    if (this.#cut === undefined) return Number.POSITIVE_INFINITY;
    const { at, tooMany } = this.#cut;
    const back = Math.cbrt((tooMany * (1 - CUT)) / GROWTH);
    return Math.max(LEAST_PER_SECOND, GROWTH * ((now - at) / 1000 - back) ** 3 + tooMany);
  }

  #measured(now: number): number {
    const { start, calls, before } = this.#stretch;
    return ((calls + before) * 1000) / (now - start + MEASURED_MS);
  }
}
