/** A completion with that message, and what a test wants to differ. */
export function completion(message: object, more: object = {}): object {
  const { finish_reason = 'stop', ...about } = more as { finish_reason?: string | null };
  return {
    ...{ id: 'chatcmpl-7', object: 'chat.completion', created: 1_700_000_000, model: 'served' },
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    ...about,
  };
}

/** Chunks with those deltas, then the reason to stop, then the usage. */
export function chunks(deltas: readonly object[], finishReason: string | null = 'stop'): object[] {
  const about = { id: 'chatcmpl-7', object: 'chat.completion.chunk', created: 1, model: 'served' };
  const pieces = deltas.map((delta) => ({
    ...{ ...about, choices: [{ index: 0, delta, finish_reason: null }] },
  }));
  if (finishReason === null) return pieces;
  const end = { ...about, choices: [{ index: 0, delta: {}, finish_reason: finishReason }] };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  return [...pieces, end, { ...about, choices: [], usage }];
}

export function toolCall(id: string, name: string, json: string): object {
  return { id, type: 'function', function: { name, arguments: json } };
}
