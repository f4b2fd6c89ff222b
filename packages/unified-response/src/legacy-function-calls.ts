/** OpenAI's first function calls had no ids: the n-th call of a name is answered by its n-th result. */
export class LegacyFunctionCalls {
  readonly #open = new Map<string, string[]>();
  #count = 0;

  /** The id for the next call of that function. */
  callId(name: string): string {
    const id = `function_call_${this.#count}`;
    this.#count += 1;
    this.#open.set(name, [...(this.#open.get(name) ?? []), id]);
    return id;
  }

  /** The id of the call that the next result of that function answers; without a call, the name. */
  resultId(name: string): string {
    return this.#open.get(name)?.shift() ?? name;
  }
}
