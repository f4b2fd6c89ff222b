import type { JsonObject } from './json.js';

/** A tool the model may call. `function` tools are the caller's own, `provider` tools run at the provider. */
export type ToolDefinition =
  | {
      readonly type: 'function';
      readonly name: string;
      readonly description?: string;
      /** JSON Schema of the arguments. Absent: the tool takes none. */
      readonly parameters?: JsonObject;
      /** Whether the arguments must fit the schema exactly. */
      readonly strict?: boolean;
    }
  | {
      readonly type: 'provider';
      /** The definition in the provider's own terms. */
      readonly definition: Readonly<Record<string, unknown>>;
    };

/** Which tool the model must call, if any. */
export type ToolChoice =
  | { readonly type: 'auto' }
  | { readonly type: 'none' }
  | { readonly type: 'any' }
  | { readonly type: 'tool'; readonly name: string };
