import {
  type ChatParams,
  type ErrorReason,
  ProviderError,
  replayResponse,
  UnifiedResponse,
} from '@outcrop/unified-response';
import { defineClient } from '../define-client.js';
import type { CallOptions, ModelClient } from '../model-client.js';

/** What a scripted client does when it is called: answers, or fails of that. */
export type Turn = 'answers' | ErrorReason | Error;

export interface ScriptedClient extends ModelClient {
  /** The calls that reached it. */
  readonly calls: { readonly params: ChatParams; readonly options: CallOptions | undefined }[];
  /** How often it was closed. */
  readonly closed: number;
}

/** A client that goes by its script, the last turn again and again, and says its name. */
export function scripted(name: string, ...turns: readonly Turn[]): ScriptedClient {
  const calls: ScriptedClient['calls'] = [];
  let closed = 0;
  const answer = (params: ChatParams, options: CallOptions | undefined): UnifiedResponse => {
    const turn = turns[Math.min(calls.length, turns.length - 1)] ?? 'answers';
    calls.push({ params, options });
    if (turn instanceof Error) throw turn;
    if (turn !== 'answers') throw failure(turn, name);
    return new UnifiedResponse({
      id: `${name}-${calls.length}`,
      model: params.model ?? 'm',
      provider: name,
      messages: [{ role: 'assistant', content: [{ type: 'text', text: name }] }],
      finishReason: 'stop',
      providerMetadata: { said: params.messages },
    });
  };
  const client = defineClient({
    create: async (params, options) => answer(params, options),
    stream: async function* (params, options) {
      yield* replayResponse(answer(params, options));
    },
    cost: () => ({ status: 'unknown', reason: name }),
    close: async () => {
      closed += 1;
    },
  });
  return {
    ...client,
    calls,
    get closed() {
      return closed;
    },
  };
}

/** An error of that reason, of the client of that name. */
export function failure(reason: ErrorReason, name: string): ProviderError {
  return new ProviderError(`${name} says ${reason}`, { reason, provider: name, attempts: 2 });
}
