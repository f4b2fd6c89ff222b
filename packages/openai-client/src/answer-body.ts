import type { CallLimit } from './call-limit.js';

/** What ends a stream of OpenAI's: nothing behind it is waited for. */
const END = /(?:^|[\r\n])data: ?\[DONE\]/;
/** Enough to find `END` where it lies across pieces. */
const END_LENGTH = 16;

const LINGER_MS = 1000;

/**
 * The body of an answer, piece by piece, each in its time. A piece is anything that arrives, comments
 * that keep the line alive included. Whoever stops reading closes the connection.
 */
export async function* answerBody(
  response: Response,
  limit: CallLimit,
  idleMs: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  if (!reader) return;
  let tail = '';
  let isAtEnd = false;
  try {
    for (;;) {
      const next = await limit.within('next piece of the answer', 'idleMs', idleMs, () =>
        reader.read(),
      );
      if (next.done) return;
      yield next.value;
      // One character a byte: the mark is plain ASCII.
      tail += Buffer.from(next.value).toString('latin1');
      isAtEnd = END.test(tail);
      if (isAtEnd) return;
      tail = tail.slice(-END_LENGTH);
    }
  } finally {
    // It has ended or broken already, or it is no longer wanted.
    if (isAtEnd) letEnd(reader);
    else await reader.cancel().catch(() => {});
  }
}

/** Nobody waits for the end of the body, but a connection whose body has ended can be used again. */
function letEnd(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  const close = (): void => void reader.cancel().catch(() => {});
  const timer = setTimeout(close, LINGER_MS).unref();
  reader
    .read()
    .then(({ done }) => done || close(), close)
    .finally(() => clearTimeout(timer));
}
