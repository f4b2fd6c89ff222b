import type { UnifiedStreamEvent } from '@outcrop/unified-response';

/** What is used of a `ReadableStream`, for programs that know neither Node's types nor the DOM's. */
interface ReadableLike<Chunk> {
  readonly locked: boolean;
  getReader(): {
    read(): Promise<
      | { readonly done: false; readonly value: Chunk }
      | { readonly done: true; readonly value?: undefined }
    >;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
  cancel(reason?: unknown): Promise<void>;
  [Symbol.asyncIterator](): AsyncIterator<Chunk>;
}

/** A type alone: only a constructor can be told what its stream is of, where the type may be absent. */
declare const PlatformStream: typeof globalThis extends { ReadableStream: infer Constructor }
  ? Constructor
  : new <Chunk>() => ReadableLike<Chunk>;

/** A Web stream of events: the `ReadableStream` of the program, where its types have one. */
export type EventReadableStream = InstanceType<typeof PlatformStream<UnifiedStreamEvent>>;

interface Controller {
  enqueue(chunk: UnifiedStreamEvent): void;
  close(): void;
}

interface ReadableStreamConstructor {
  new (
    source: { pull(controller: Controller): Promise<void>; cancel(): Promise<void> },
    strategy: { readonly highWaterMark: number },
  ): EventReadableStream;
}

/** A Web stream that takes an event when its own reader asks for one, and never before. */
export function readableStreamOf(
  events: AsyncIterator<UnifiedStreamEvent, undefined, undefined>,
): EventReadableStream {
  const { ReadableStream } = globalThis as unknown as {
    readonly ReadableStream: ReadableStreamConstructor;
  };
  let isCancelled = false;
  return new ReadableStream(
    {
      pull: async (controller) => {
        const next = await events.next();
        if (isCancelled) return;
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => {
        isCancelled = true;
        await events.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
