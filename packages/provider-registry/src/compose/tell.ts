/** What is used of Node's `process`; other runtimes have none. */
interface Host {
  readonly process?: { emitWarning?(warning: Error): void };
}

/** Calls a hook. One that fails is told to the process as a warning, and harms no call. */
export function tell(hook: () => unknown): void {
  try {
    // An async function is a hook, too.
    const result = hook();
    if (result instanceof Promise) result.catch(complain);
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  const warning = error instanceof Error ? error : new Error(String(error));
  (globalThis as Host).process?.emitWarning?.(warning);
}
