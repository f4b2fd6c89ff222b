import type { AdapterSource, ProviderAdapter } from './adapter.js';

export type AdapterSources = Readonly<Record<string, AdapterSource>>;

/** The model ids that an adapter lists; `string` where it lists none. */
type ModelIdOf<Source> = Source extends () => infer Loaded
  ? ModelIdOf<Awaited<Loaded>>
  : Source extends ProviderAdapter<string, infer ModelId>
    ? ModelId
    : string;

/**
 * A provider and one of its models: `bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0`. Editors
 * offer the models that adapters list, and any other is taken, too.
 */
export type ModelReference<Sources extends AdapterSources> = {
  [Id in keyof Sources & string]:
    | `${Id}:${ModelIdOf<Sources[Id]>}`
    // Intersected with nothing, the open form does not swallow the listed ones.
    | (`${Id}:${string}` & Record<never, never>);
}[keyof Sources & string];
