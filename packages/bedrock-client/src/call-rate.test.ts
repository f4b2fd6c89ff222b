import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallRate } from './call-rate.js';

/** A rate that was cut at the time 0, after calls had gone out at `perSecond`. */
function cutRate(perSecond: number): CallRate {
  const rate = new CallRate();
  for (let at = -2000; at <= 0; at += 1000 / perSecond) rate.sent(at);
  rate.throttled(-1, 0);
  return rate;
}

describe('the rate', () => {
  it('is no limit until the service throttles', () => {
    const rate = new CallRate();
    for (let call = 0; call < 1000; call += 1) {
      expect(rate.takeTurn(5)).toBe(5);
      rate.sent(5);
    }
    expect(rate.perSecond(5)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([10, 100, 1000])('goes down to 0.7 of %i calls a second, and comes back', (before) => {
    const rate = cutRate(before);
    const tooMany = rate.perSecond(0) / 0.7;
    // Measured over half a second at least.
    expect(tooMany / before).toBeGreaterThan(0.6);
    expect(tooMany / before).toBeLessThan(1.5);
    const back = 1000 * Math.cbrt(0.75 * tooMany);
    expect(rate.perSecond(back)).toBeCloseTo(tooMany);
    expect(rate.perSecond(2 * back)).toBeCloseTo(1.3 * tooMany);
    expect(rate.perSecond(20 * back)).toBeGreaterThan(1000);
  });

  it('never goes down for good, nor under a call in two seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 50 }), (waits) => {
        const rate = new CallRate();
        let now = 0;
        for (const wait of waits) {
          now += wait;
          rate.sent(now);
          now += 1;
          rate.throttled(now - 1, now);
          expect(rate.perSecond(now)).toBeGreaterThanOrEqual(0.5);
        }
        expect(rate.perSecond(now + 60_000)).toBeGreaterThan(1000);
      }),
    );
  });

  it('is cut once for all calls that were on their way', () => {
    const rate = cutRate(100);
    const once = rate.perSecond(500);
    for (let call = 0; call < 50; call += 1) rate.throttled(-1, 500);
    expect(rate.perSecond(500)).toBe(once);
    rate.sent(1);
    rate.throttled(1, 500);
    expect(rate.perSecond(500)).toBeLessThan(once);
  });

  it('spreads turns evenly, in order, and faster as it comes back', () => {
    const rate = cutRate(100);
    const turns = Array.from({ length: 2000 }, () => rate.takeTurn(0) ?? Number.NaN);
    expect(turns[0]).toBe(0);
    for (let call = 1; call < turns.length; call += 1) {
      const [before = 0, turn = 0] = turns.slice(call - 1, call + 1);
      expect(turn - before).toBeCloseTo(1000 / rate.perSecond(before));
    }
    // At the rate after the cut they would take 30 seconds or more.
    expect(turns.at(-1)).toBeLessThan(20_000);
  });

  it('begins with no turn before the time that the service names', () => {
    const rate = new CallRate();
    rate.sent(0);
    rate.throttled(0, 10, 4000);
    expect(rate.takeTurn(20, 3999)).toBeUndefined();
    expect(rate.takeTurn(20)).toBe(4000);
    expect(rate.takeTurn(20)).toBeGreaterThan(4000);
  });
});

describe('many calls at a service that takes 100 a second', () => {
  interface Run {
    readonly throttles: number;
    readonly seconds: number;
  }

  /** 1,000 calls that want to go out at once, in a world whose time is a list of events. */
  function run(rate: CallRate | undefined): Run {
    const events: { readonly at: number; readonly happen: () => void }[] = [];
    const on = (at: number, happen: () => void): void => {
      events.push({ at, happen });
    };
    let seed = 1;
    const random = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    let [room, last, throttles, end] = [100, 0, 0, 0];
    const isTaken = (at: number): boolean => {
      room = Math.min(100, room + (at - last) / 10);
      last = at;
      if (room < 1) return false;
      room -= 1;
      return true;
    };
    const send = (now: number, attempt: number): void => {
      const turn = rate?.takeTurn(now) ?? now;
      on(turn, () => {
        rate?.sent(turn);
        const taken = isTaken(turn);
        const answered = turn + 50;
        on(answered, () => {
          end = answered;
          if (taken) return;
          throttles += 1;
          rate?.throttled(turn, answered);
          const again = answered + random() * Math.min(20_000, 1000 * 2 ** (attempt - 1));
          on(again, () => send(again, attempt + 1));
        });
      });
    };
    for (let call = 0; call < 1000; call += 1) on(0, () => send(0, 1));
    for (;;) {
      const next = events.reduce<number>(
        (first, { at }, place) => (at < (events[first]?.at ?? at + 1) ? place : first),
        -1,
      );
      const [event] = next < 0 ? [] : events.splice(next, 1);
      if (event === undefined) return { throttles, seconds: end / 1000 };
      event.happen();
    }
  }

  it('are throttled half as often as without it, and take no longer', () => {
    const without = run(undefined);
    const withRate = run(new CallRate());
    expect(withRate.throttles).toBeLessThan(without.throttles / 2);
    expect(withRate.seconds).toBeLessThan(without.seconds);
    // At best, 9 seconds.
    expect(withRate.seconds).toBeLessThan(20);
  });
});
