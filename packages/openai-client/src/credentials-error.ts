/** A function of the caller's that gets keys or credentials has failed. */
export class CredentialsError extends Error {
  override readonly name: string = 'CredentialsError';
}

/** Asks such a function. @throws CredentialsError whatever it throws */
export async function asked<Value>(option: string, get: () => Promise<Value>): Promise<Value> {
  try {
    return await get();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CredentialsError(`${option} could not be got: ${why}`);
  }
}
