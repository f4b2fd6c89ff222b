/** What calling it throws; `undefined` when it does not. */
export function caughtError(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
