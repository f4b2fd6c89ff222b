import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3Content,
  LanguageModelV3GenerateResult,
  LanguageModelV3StreamPart,
  LanguageModelV3StreamResult,
} from '@ai-sdk/provider';

type PlainJson = null | string | number | boolean | PlainObject | PlainJson[];
type PlainObject = { [key: string]: PlainJson | undefined };

/**
 * What is JSON in the fields of an answer. Version 4 of `@ai-sdk/provider` makes JSON readonly in
 * specification v3 too, and version 3, which AI SDK 6 is built with, takes no readonly JSON.
 */
type Plain<Fields> = Fields extends unknown
  ? {
      [Name in keyof Fields]: Name extends 'providerMetadata'
        ? Record<string, PlainObject>
        : Name extends 'usage'
          ? Plain<Fields[Name]>
          : Name extends 'raw'
            ? PlainObject
            : Name extends 'result'
              ? NonNullable<PlainJson>
              : Fields[Name];
    }
  : never;

/** A whole answer of specification v3. */
export type OutcropGenerateResultV3 = Plain<Omit<LanguageModelV3GenerateResult, 'content'>> & {
  content: Plain<LanguageModelV3Content>[];
};

/** A streamed answer of specification v3. */
export type OutcropStreamResultV3 = Omit<LanguageModelV3StreamResult, 'stream'> & {
  stream: ReadableStream<Plain<LanguageModelV3StreamPart>>;
};

/** A language model of specification v3, for both versions of `@ai-sdk/provider` that know it. */
export interface OutcropLanguageModelV3 extends Omit<LanguageModelV3, 'doGenerate' | 'doStream'> {
  doGenerate(options: LanguageModelV3CallOptions): PromiseLike<OutcropGenerateResultV3>;
  doStream(options: LanguageModelV3CallOptions): PromiseLike<OutcropStreamResultV3>;
}
