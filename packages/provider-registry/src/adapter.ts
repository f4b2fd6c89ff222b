import type { ModelClient } from './model-client.js';

/** What an adapter's models can do, told once and for all; the conformance kit tests just that. */
export interface Capabilities {
  /** Answers arrive piece by piece, not in one. */
  readonly streaming: boolean;
  readonly tools: boolean;
  readonly reasoning: boolean;
  readonly structuredOutput: boolean;
  readonly promptCaching: boolean;
  /** Media that models take as input. */
  readonly media: readonly ('image' | 'audio' | 'video' | 'document')[];
}

/** One field of an adapter's configuration. */
export interface ConfigField {
  readonly type: 'string' | 'number' | 'boolean' | 'object' | 'array' | 'any';
  readonly description: string;
  readonly required?: boolean;
  /** Its value must never be shown. */
  readonly secret?: boolean;
}

export interface AdapterManifest<Id extends string = string, ModelId extends string = string> {
  /** Version of this contract, not of the package. */
  readonly contract: 1;
  readonly id: Id;
  /** The `api_type`s of config entries that this adapter serves. */
  readonly apiTypes: readonly string[];
  /** Models that editors offer behind `<provider>:`. Any other is taken, too. */
  readonly modelIds?: readonly ModelId[];
  readonly capabilities: Capabilities;
  /**
   * The fields a config entry may have beside those of a call. The registry refuses an entry whose
   * fields are not as they are described here before it asks for a client.
   */
  readonly configSchema: Readonly<Record<string, ConfigField>>;
}

/** A config entry: what makes a client, and defaults for its calls, as in AG2's `config_list`. */
export type ClientConfig = Readonly<Record<string, unknown>>;

/** A provider, ready to be registered. */
export interface ProviderAdapter<Id extends string = string, ModelId extends string = string> {
  readonly manifest: AdapterManifest<Id, ModelId>;
  /**
   * A client for that configuration.
   * @throws ProviderError `config` when the configuration is wrong.
   */
  createClient(config: ClientConfig): ModelClient;
}

/** Marks an object as an adapter and infers its id, and the ids of its models where it lists them. */
export function defineAdapter<const Id extends string, const ModelId extends string = string>(
  adapter: ProviderAdapter<Id, ModelId>,
): ProviderAdapter<Id, ModelId> {
  return adapter;
}

/** An adapter, or how to load one when it is first used. */
export type AdapterSource = ProviderAdapter | (() => ProviderAdapter | Promise<ProviderAdapter>);
