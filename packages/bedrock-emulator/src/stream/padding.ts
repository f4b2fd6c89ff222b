const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** The shortest padding in recorded streams. */
const SHORTEST = 2;

/**
 * The padding `p` of one event. The real service hides the length of tokens with it: characters
 * from `a` on, of a random number from 2 to 62. Here the same seed and index give the same number.
 */
export function paddingOf(seed: number, index: number): string {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed ^= mixed >>> 13;
  const lengths = CHARACTERS.length - SHORTEST + 1;
  return CHARACTERS.slice(0, SHORTEST + ((mixed >>> 0) % lengths));
}
