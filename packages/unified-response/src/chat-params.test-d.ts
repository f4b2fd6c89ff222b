import type { OpenAI } from 'openai';
import { expectTypeOf } from 'vitest';
import type { ChatContent, ChatContentPart, ChatMessage, ChatToolCall } from './chat-message.js';
import type { ChatParams, ChatTool, ChatToolChoice } from './chat-params.js';
import type { UnifiedMessage } from './message.js';
import type { ReasoningEffort } from './request.js';

// What is written for the `openai` package can be handed over as it is.

expectTypeOf<OpenAI.ChatCompletionCreateParams>().toExtend<ChatParams>();
expectTypeOf<OpenAI.ChatCompletionCreateParamsNonStreaming>().toExtend<ChatParams>();
expectTypeOf<OpenAI.ChatCompletionCreateParamsStreaming>().toExtend<ChatParams>();

expectTypeOf<OpenAI.ChatCompletionMessageParam>().toExtend<ChatMessage>();
expectTypeOf<OpenAI.ChatCompletionDeveloperMessageParam>().toExtend<ChatMessage>();
expectTypeOf<OpenAI.ChatCompletionSystemMessageParam>().toExtend<ChatMessage>();
expectTypeOf<OpenAI.ChatCompletionUserMessageParam>().toExtend<ChatMessage>();
expectTypeOf<OpenAI.ChatCompletionAssistantMessageParam>().toExtend<ChatMessage>();
expectTypeOf<OpenAI.ChatCompletionToolMessageParam>().toExtend<ChatMessage>();
expectTypeOf<OpenAI.ChatCompletionFunctionMessageParam>().toExtend<ChatMessage>();

expectTypeOf<OpenAI.ChatCompletionContentPart>().toExtend<ChatContentPart>();
expectTypeOf<OpenAI.ChatCompletionContentPartRefusal>().toExtend<ChatContentPart>();
expectTypeOf<OpenAI.ChatCompletionUserMessageParam['content']>().toExtend<ChatContent>();
expectTypeOf<OpenAI.ChatCompletionMessageToolCall>().toExtend<ChatToolCall>();
expectTypeOf<OpenAI.ChatCompletionTool>().toExtend<ChatTool>();
expectTypeOf<OpenAI.ChatCompletionToolChoiceOption>().toExtend<ChatToolChoice>();
expectTypeOf<NonNullable<OpenAI.ReasoningEffort>>().toExtend<ReasoningEffort>();

// No parameter of OpenAI's is missing here, where it would be taken for an unknown one.
expectTypeOf<
  Exclude<keyof OpenAI.ChatCompletionCreateParams, keyof ChatParams>
>().toEqualTypeOf<never>();

// An answer of OpenAI's can be sent back as a message.
expectTypeOf<OpenAI.ChatCompletionMessage>().toExtend<ChatMessage>();

// So can a message of a response.
expectTypeOf<UnifiedMessage & { role: 'assistant' }>().toExtend<ChatMessage>();
expectTypeOf<UnifiedMessage>().toExtend<ChatMessage>();

// What is wrong does not compile.
expectTypeOf<{ messages: string }>().not.toExtend<ChatParams>();
expectTypeOf<{ model: string }>().not.toExtend<ChatParams>();
expectTypeOf<{ role: 'robot'; content: string }>().not.toExtend<ChatMessage>();
expectTypeOf<{ role: 'user'; content: number }>().not.toExtend<ChatMessage>();
