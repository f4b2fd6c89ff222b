import type { Reply } from '@outcrop/bedrock-emulator';
import type { ErrorReason } from '@outcrop/unified-response';
import type { BedrockClientOptions } from '../../options.js';

/** What goes wrong with a stream, and what a client makes of it over every transport. */
export interface StreamFault {
  /** In words: the name of the test, and of the row in docs/reliability.md. */
  readonly fault: string;
  /** What each request is answered with. */
  readonly replies: Reply;
  /** Whether only HTTP/2 has it. */
  readonly isOfHttp2?: true;
  /** Short time limits, where one has to fire. */
  readonly timeouts?: BedrockClientOptions['timeouts'];
  /** How it ends, or `complete` where nothing is lost but the usage. */
  readonly ends: ErrorReason | 'complete';
  /** Whether it is tried again; what had arrived cannot be taken back. */
  readonly isRetried: boolean;
  /** The text in `partial`; `undefined` where nothing of a stream has arrived. */
  readonly partial?: string;
  /** Whether the request id is known: it is in the head. */
  readonly hasNoHead?: true;
  readonly message?: RegExp;
}

/** Its stream: messageStart, three deltas, contentBlockStop, messageStop, metadata. */
export const ANSWER: { text: string; chunkCharacters: number } = {
  text: 'Hello world.',
  chunkCharacters: 4,
};

/** Where most faults strike: behind messageStart and the first delta. */
export const MIDWAY: { after: number; answer: typeof ANSWER } = { after: 2, answer: ANSWER };

type Ending = Pick<StreamFault, 'ends' | 'isRetried' | 'partial' | 'hasNoHead'>;

export const BROKEN_MIDWAY: Ending = {
  ends: 'incomplete_stream',
  isRetried: false,
  partial: 'Hell',
};
export const BROKEN_AT_ONCE: Ending = { ends: 'incomplete_stream', isRetried: true, partial: '' };
export const UNREACHED: Ending = { ends: 'transient', isRetried: true, hasNoHead: true };
export const COMPLETE: Ending = { ends: 'complete', isRetried: false };
