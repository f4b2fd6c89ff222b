/** The same function, called once for all its callers. A failure is not kept: the next call tries again. */
export function loadOnce<Value>(load: () => Value | Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => {
    loading ??= (async () => load())().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
