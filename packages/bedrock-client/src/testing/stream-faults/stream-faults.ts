import { BAD_FRAMES } from './bad-frames.js';
import { BROKEN_CONNECTIONS } from './broken-connections.js';
import { EARLY_ENDS } from './early-ends.js';
import { EXCEPTIONS } from './exceptions.js';
import { PAGES } from './pages.js';
import { SILENCES } from './silences.js';
import type { StreamFault } from './stream-fault.js';

/** Every fault of a stream, in the order of docs/reliability.md. */
export const STREAM_FAULTS: readonly StreamFault[] = [
  ...BROKEN_CONNECTIONS,
  ...EARLY_ENDS,
  ...BAD_FRAMES,
  ...EXCEPTIONS,
  ...SILENCES,
  ...PAGES,
];
