import type { CallSignal } from '@outcrop/provider-registry';

interface Following {
  readonly followers: Set<() => void>;
  readonly listener: () => void;
}

const FOLLOWED = new WeakMap<CallSignal, Following>();

/**
 * Calls back when the signal fires. Any number of calls may follow one signal, which gets a single
 * listener: Node warns of a leak from the eleventh on.
 *
 * @param follower Not one that follows the signal already.
 * @returns what ends it; the signal's listener goes with its last follower.
 */
export function followSignal(signal: CallSignal, follower: () => void): () => void {
  const following = FOLLOWED.get(signal) ?? listenTo(signal);
  const { followers, listener } = following;
  followers.add(follower);
  return () => {
    followers.delete(follower);
    if (followers.size > 0 || FOLLOWED.get(signal) !== following) return;
    FOLLOWED.delete(signal);
    signal.removeEventListener('abort', listener);
  };
}

function listenTo(signal: CallSignal): Following {
  const followers = new Set<() => void>();
  const listener = (): void => {
    for (const follower of followers) follower();
  };
  const following = { followers, listener };
  FOLLOWED.set(signal, following);
  signal.addEventListener('abort', listener, { once: true });
  return following;
}
