import type { Readable } from 'node:stream';

/** Bytes that may lie waiting for a slow reader; more of them wait with the sender. */
const ROOM = 64 * 1024;

/**
 * The chunks of a body. What arrived before the body broke is handed out before the error: Node's
 * own iterator drops what a reader has not taken yet.
 */
export class ChunkQueue {
  readonly #body: Readable;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #end: 'open' | 'ended' | { readonly error: unknown } = 'open';
  #wake: () => void = () => {};

  constructor(body: Readable) {
    this.#body = body;
    body.on('data', (chunk: Uint8Array) => this.#add(chunk));
    body.once('end', () => this.#close('ended'));
    body.on('error', (error) => this.#close({ error }));
    // Over HTTP/2 a body may close without any other word.
    body.once('close', () => this.#close({ error: closedEarly() }));
    if (body.destroyed) this.#close({ error: body.errored ?? closedEarly() });
  }

  /**
   * The next chunk, `undefined` at the end.
   * @throws whatever broke the body.
   */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0 && this.#end === 'open') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const chunk = this.#chunks.shift();
    if (chunk === undefined) {
      if (typeof this.#end === 'object') throw this.#end.error;
      return undefined;
    }
    this.#bytes -= chunk.byteLength;
    if (this.#bytes < ROOM) this.#body.resume();
    return chunk;
  }

  #add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
    if (this.#bytes >= ROOM) this.#body.pause();
    this.#wake();
  }

  #close(end: 'ended' | { readonly error: unknown }): void {
    if (this.#end === 'open') this.#end = end;
    this.#wake();
  }
}

function closedEarly(): Error {
  const error = new Error('The connection was closed in the middle of the answer');
  return Object.assign(error, { code: 'ECONNRESET' });
}
