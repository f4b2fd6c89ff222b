import type { CallSignal } from '../model-client.js';

/** What every JavaScript runtime has; naming it here keeps the kit free of any runtime's types. */
interface Runtime {
  readonly AbortController: new () => AbortSource;
  setTimeout(call: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface AbortSource {
  readonly signal: CallSignal;
  abort(): void;
}

const runtime: Runtime = globalThis as unknown as Runtime;

export function abortSource(): AbortSource {
  return new runtime.AbortController();
}

/** The outcome of the work; after that time, the error of `late`. */
export async function within<Value>(
  milliseconds: number,
  work: Promise<Value>,
  late: () => Error,
): Promise<Value> {
  let timer: unknown;
  const timeout = new Promise<never>((_, reject) => {
    timer = runtime.setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    runtime.clearTimeout(timer);
  }
}
