import type { ConverseRequest } from '../converse-wire.js';
import { BYTES_PER_TOKEN, textTokens } from '../token-estimate.js';

/** A text as far as a model would have come with it, and why it stopped. */
export interface LimitedText {
  readonly text: string;
  readonly stopReason: 'end_turn' | 'stop_sequence' | 'max_tokens';
}

/** The start of a text that is worth this many tokens, cut between characters. */
function firstTokens(text: string, tokens: number): string {
  const bytes = Buffer.from(text, 'utf8').subarray(0, tokens * BYTES_PER_TOKEN);
  // A character cut in two decodes as U+FFFD.
  return bytes.toString('utf8').replace(/\uFFFD+$/u, '');
}

/** Cuts a text before the first stop sequence, then at `maxTokens`. */
export function limitText(
  text: string,
  { maxTokens, stopSequences = [] }: ConverseRequest['inferenceConfig'] & object,
): LimitedText {
  const stops = stopSequences.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  const stopped = text.slice(0, Math.min(text.length, ...stops));
  if (maxTokens !== undefined && textTokens(stopped) > maxTokens) {
    return { text: firstTokens(stopped, maxTokens), stopReason: 'max_tokens' };
  }
  return { text: stopped, stopReason: stops.length > 0 ? 'stop_sequence' : 'end_turn' };
}
