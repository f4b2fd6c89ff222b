import { type CallOptions, defineClient, type ModelClient } from '@outcrop/provider-registry';
import {
  type ChatParams,
  type UnifiedMessage,
  UnifiedResponse,
  type UnifiedResponseInit,
} from '@outcrop/unified-response';

/** A client that answers from a list, and keeps what it was asked. */
export interface RecordingClient {
  readonly client: ModelClient;
  readonly calls: { readonly params: ChatParams; readonly options: CallOptions | undefined }[];
}

export function recordingClient(...answers: Partial<UnifiedResponseInit>[]): RecordingClient {
  const calls: RecordingClient['calls'] = [];
  const client = defineClient({
    async create(params, options) {
      const answer = answers[calls.length] ?? answers.at(-1);
      calls.push({ params, options });
      return new UnifiedResponse({ ...SAID, ...answer });
    },
  });
  return { client, calls };
}

const SAID: UnifiedResponseInit = {
  id: 'r1',
  model: 'm1',
  provider: 'p1',
  messages: [{ role: 'assistant', content: [{ type: 'text', text: 'Said.' }] }],
  finishReason: 'stop',
};

/** What was asked first, in our own words. */
export function messagesOf({ calls }: RecordingClient, at = 0): readonly UnifiedMessage[] {
  return (calls[at]?.params.messages ?? []) as readonly UnifiedMessage[];
}
