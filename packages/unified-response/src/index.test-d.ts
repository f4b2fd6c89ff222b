import { expectTypeOf } from 'vitest';
import type * as exported from './index.js';

type IsAny<Type> = 0 extends 1 & Type ? true : false;

/** Whose own members say `any`: they are the language's, not ours. */
type Foreign = string | symbol | Uint8Array | Generator | Promise<unknown>;

/** `true` when the type, or a type within it, is `any`. */
type HoldsAny<Type, Depth extends readonly unknown[] = []> =
  IsAny<Type> extends true
    ? true
    : Depth['length'] extends 8
      ? false
      : Type extends Foreign
        ? false
        : Type extends readonly (infer Item)[]
          ? HoldsAny<Item, [...Depth, 0]>
          : Type extends (...parameters: infer Parameters) => infer Result
            ? HoldsAny<Parameters[number], [...Depth, 0]> | HoldsAny<Result, [...Depth, 0]>
            : Type extends object
              ? { [Key in keyof Type]-?: HoldsAny<Type[Key], [...Depth, 0]> }[keyof Type]
              : false;

// The check itself finds what it looks for.
// biome-ignore lint/suspicious/noExplicitAny: it is what is looked for
expectTypeOf<true>().toExtend<HoldsAny<{ a: (b: { c: any }[]) => void }>>();
expectTypeOf<HoldsAny<{ a: (b: { c: unknown }[]) => void }>>().toEqualTypeOf<false>();

/** Every type of the package, by name. */
interface Types {
  AppliedPrice: exported.AppliedPrice;
  AudioBlock: exported.AudioBlock;
  CachePointBlock: exported.CachePointBlock;
  ChatCompletion: exported.ChatCompletion;
  ChatCompletionChunk: exported.ChatCompletionChunk;
  ChatCompletionToolCall: exported.ChatCompletionToolCall;
  ChatCompletionUsage: exported.ChatCompletionUsage;
  ChatContent: exported.ChatContent;
  ChatContentPart: exported.ChatContentPart;
  ChatMessage: exported.ChatMessage;
  ChatParams: exported.ChatParams;
  ChatThinking: exported.ChatThinking;
  ChatTool: exported.ChatTool;
  ChatToolCall: exported.ChatToolCall;
  ChatToolChoice: exported.ChatToolChoice;
  ChunkContext: exported.ChunkContext;
  CitationBlock: exported.CitationBlock;
  CitationLocation: exported.CitationLocation;
  ContentBlock: exported.ContentBlock;
  ContentBlockOf: exported.ContentBlockOf<'text'>;
  ContentBlockType: exported.ContentBlockType;
  Cost: exported.Cost;
  CostComponent: exported.CostComponent;
  DocumentBlock: exported.DocumentBlock;
  ErrorReason: exported.ErrorReason;
  FamilyParameters: exported.FamilyParameters;
  FinishReason: exported.FinishReason;
  GenericBlock: exported.GenericBlock;
  GuardBlock: exported.GuardBlock;
  Guardrail: exported.Guardrail;
  ImageBlock: exported.ImageBlock;
  InferenceParameters: exported.InferenceParameters;
  JsonObject: exported.JsonObject;
  JsonObjectFormat: exported.JsonObjectFormat;
  JsonSchema: exported.JsonSchema;
  JsonSchemaFormat: exported.JsonSchemaFormat;
  JsonValue: exported.JsonValue;
  PricedCost: exported.PricedCost;
  ProviderData: exported.ProviderData;
  ProviderError: exported.ProviderError;
  ProviderErrorInit: exported.ProviderErrorInit;
  ReasoningBlock: exported.ReasoningBlock;
  ReasoningEffort: exported.ReasoningEffort;
  Repair: exported.Repair;
  ResponseFormat: exported.ResponseFormat;
  ResponseFormatter: exported.ResponseFormatter;
  ResponseStatus: exported.ResponseStatus;
  ResponseUsage: exported.ResponseUsage;
  RetrievedMessage: exported.RetrievedMessage;
  SearchResultBlock: exported.SearchResultBlock;
  StandardIssue: exported.StandardIssue;
  StandardResult: exported.StandardResult<unknown>;
  StandardSchemaV1: exported.StandardSchemaV1;
  StructuredOutputStrategy: exported.StructuredOutputStrategy;
  TextBlock: exported.TextBlock;
  TextFormat: exported.TextFormat;
  Thinking: exported.Thinking;
  ToolCallBlock: exported.ToolCallBlock;
  ToolChoice: exported.ToolChoice;
  ToolDefinition: exported.ToolDefinition;
  ToolResultBlock: exported.ToolResultBlock;
  UnifiedMessage: exported.UnifiedMessage;
  UnifiedRequest: exported.UnifiedRequest;
  UnifiedResponse: exported.UnifiedResponse;
  UnifiedResponseInit: exported.UnifiedResponseInit;
  UnifiedRole: exported.UnifiedRole;
  UnifiedStreamEvent: exported.UnifiedStreamEvent;
  UnknownCost: exported.UnknownCost;
  UnknownCostReason: exported.UnknownCostReason;
  Usage: exported.Usage;
  VideoBlock: exported.VideoBlock;
  Warning: exported.Warning;
}

type Values = Omit<typeof exported, 'ProviderError' | 'UnifiedResponse'>;

/** The names of those that hold `any`. */
type Offenders<Exports> = {
  [Name in keyof Exports]: true extends HoldsAny<Exports[Name]> ? Name : never;
}[keyof Exports];

expectTypeOf<Offenders<Types>>().toEqualTypeOf<never>();
expectTypeOf<Offenders<Values>>().toEqualTypeOf<never>();
expectTypeOf<
  HoldsAny<ConstructorParameters<typeof exported.ProviderError>>
>().toEqualTypeOf<false>();
expectTypeOf<
  HoldsAny<ConstructorParameters<typeof exported.UnifiedResponse>>
>().toEqualTypeOf<false>();
