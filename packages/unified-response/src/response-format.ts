import type { JsonObject } from './json.js';

/** Something that a Standard Schema found wrong. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** What is used of Standard Schema v1, which Zod, Valibot, ArkType and others give: https://standardschema.dev */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** A JSON Schema, of draft 7 or 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** OpenAI's `response_format` with a schema. */
export interface JsonSchemaFormat {
  readonly type: 'json_schema';
  readonly json_schema: {
    readonly name: string;
    readonly description?: string;
    readonly schema?: object;
    readonly strict?: boolean | null;
  };
}

/** OpenAI's JSON mode: any JSON object. */
export interface JsonObjectFormat {
  readonly type: 'json_object';
}

/** No format at all: also how a call does without the format of its client. */
export interface TextFormat {
  readonly type: 'text';
}

/** A format that also says how its value reads as text: the response's `text`. AG2's `FormatterProtocol`. */
export interface ResponseFormatter {
  /** Default: any JSON value. */
  readonly schema?: StandardSchemaV1 | JsonSchemaFormat | JsonObjectFormat | object;
  // A method, so that a formatter of a narrower value is one too.
  format(value: unknown): string;
}

/** What an answer can be asked to look like. `object`: a JSON Schema, of whatever type it is declared with. */
export type ResponseFormat =
  | StandardSchemaV1
  | JsonSchemaFormat
  | JsonObjectFormat
  | TextFormat
  | ResponseFormatter
  | object;

/** The type of `response.parsed` for a format; `unknown` for what says nothing to the compiler. */
export type ParsedOf<Format> =
  Format extends StandardSchemaV1<infer _, infer Output>
    ? Output
    : Format extends { readonly type: 'json_object' }
      ? JsonObject
      : Format extends { readonly type: 'text' }
        ? undefined
        : Format extends { readonly schema: infer Schema; format(value: never): string }
          ? ParsedOf<Schema>
          : unknown;

type Opaque =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | Date
  | ((...inputs: never) => unknown);

/** A JSON value on its way: every member may still be missing, every array be shorter. */
export type DeepPartial<Value> = unknown extends Value
  ? unknown
  : Value extends Opaque
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly DeepPartial<Item>[]
      : { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> };

/** The type of what `partial` events show: of the JSON itself, before the schema transforms it. */
export type PartialOf<Format> =
  Format extends StandardSchemaV1<infer Input, infer _>
    ? DeepPartial<Input>
    : Format extends { readonly schema: infer Schema; format(value: never): string }
      ? PartialOf<Schema>
      : DeepPartial<ParsedOf<Format>>;
