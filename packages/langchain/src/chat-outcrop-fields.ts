import type {
  BaseChatModelCallOptions,
  BaseChatModelParams,
} from '@langchain/core/language_models/chat_models';
import type { ModelProfile } from '@langchain/core/language_models/profile';
import type { CallOptions, ModelClient } from '@outcrop/provider-registry';
import { describeValue, ProviderError } from '@outcrop/unified-response';
import type { CallParams } from './call-params.js';
import type { OfferedTool } from './tools/to-chat-tools.js';

/** What a chat model needs of a client. */
export type CallableClient = Pick<ModelClient, 'create' | 'stream'>;

/** Options of one call: LangChain's own, Outcrop's parameters, and how the call travels. */
export type ChatOutcropCallOptions = BaseChatModelCallOptions &
  CallParams &
  Omit<CallOptions, 'signal'> & {
    readonly tools?: readonly OfferedTool[];
    /** Whether tools that do not say so themselves must be called with arguments that fit exactly. */
    readonly strict?: boolean;
  };

/** LangChain's own settings. Retries and connections are those of the client. */
type HostFields = Omit<BaseChatModelParams, 'maxRetries' | 'maxConcurrency' | 'onFailedAttempt'>;

/** The client, by either name, and the model to ask it for. Default: the client's own model. */
type ClientFields =
  | { readonly client: CallableClient; readonly model?: string; readonly modelName?: string }
  | { readonly model: CallableClient; readonly modelName?: string };

/** What a `ChatOutcrop` is made of; parameters of a call are defaults of its calls. */
export type ChatOutcropFields = HostFields &
  Omit<CallParams, 'model'> &
  ClientFields & {
    readonly stop?: string[];
    /** What frameworks should know of the model. Default: nothing. */
    readonly profile?: ModelProfile;
  };

export interface NamedClient {
  readonly client: CallableClient;
  readonly model: string | undefined;
}

/** @throws ProviderError `config` when there is no client among the fields. */
export function namedClient(fields: ChatOutcropFields): NamedClient {
  const { model, modelName } = fields;
  const client = 'client' in fields ? fields.client : model;
  if (typeof client === 'object' && 'create' in client && 'stream' in client) {
    return { client, model: typeof model === 'string' ? model : modelName };
  }
  throw new ProviderError(`client: expected a client of Outcrop, got ${describeValue(client)}`, {
    reason: 'config',
    path: 'client',
    hint: 'Pass what createBedrockClient or registry.model() gives, as client or as model.',
  });
}
