import {
  type AdapterManifest,
  type CallOptions,
  type ClientConfig,
  createResponseStream,
  type ModelClient,
  type ProviderAdapter,
} from '@outcrop/provider-registry';
import type { ChatParams, UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';

type Call = 'create' | 'stream';

/** What is done to an adapter, so that it is no longer what it was. */
export interface Change {
  readonly manifest?: (manifest: AdapterManifest) => unknown;
  readonly config?: (config: ClientConfig) => ClientConfig;
  readonly params?: (params: ChatParams, call: Call) => ChatParams | Promise<ChatParams>;
  readonly options?: (options: CallOptions, call: Call) => CallOptions;
  readonly response?: (response: UnifiedResponse, call: Call) => UnifiedResponse;
  readonly events?: (
    events: AsyncIterable<UnifiedStreamEvent>,
    options: CallOptions,
  ) => AsyncIterable<UnifiedStreamEvent>;
  readonly error?: (error: unknown, call: Call, config: ClientConfig) => unknown;
  readonly client?: (client: ModelClient, config: ClientConfig) => Partial<ModelClient>;
}

/** The same adapter with that change. */
export function changed(adapter: ProviderAdapter, change: Change): ProviderAdapter {
  const manifest = (change.manifest?.(adapter.manifest) ?? adapter.manifest) as AdapterManifest;
  return {
    manifest,
    createClient: (given) => {
      const config = change.config?.(given) ?? given;
      const client = changedCalls(adapter.createClient(config), change, config);
      return { ...client, ...change.client?.(client, config) };
    },
  };
}

function changedCalls(inner: ModelClient, change: Change, config: ClientConfig): ModelClient {
  const given = async (call: Call, params: ChatParams): Promise<ChatParams> =>
    (await change.params?.(params, call)) ?? params;
  const optioned = (call: Call, options: CallOptions = {}): CallOptions =>
    change.options?.(options, call) ?? options;
  const answered = (call: Call, response: UnifiedResponse): UnifiedResponse =>
    change.response?.(response, call) ?? response;
  const failed = (call: Call, error: unknown): unknown =>
    change.error?.(error, call, config) ?? error;

  async function create(params: ChatParams, options?: CallOptions): Promise<UnifiedResponse> {
    try {
      const response = await inner.create(
        await given('create', params),
        optioned('create', options),
      );
      return answered('create', response);
    } catch (error) {
      throw failed('create', error);
    }
  }

  async function* events(
    params: ChatParams,
    options: CallOptions,
  ): AsyncGenerator<UnifiedStreamEvent> {
    try {
      for await (const event of inner.stream(await given('stream', params), options)) {
        yield event.type === 'finish'
          ? { ...event, response: answered('stream', event.response) }
          : event;
      }
    } catch (error) {
      throw failed('stream', error);
    }
  }

  return {
    ...inner,
    create: create as ModelClient['create'],
    stream: (params, given) => {
      const options = optioned('stream', given);
      const source = events(params, options);
      return createResponseStream(() => change.events?.(source, options) ?? source);
    },
  };
}
