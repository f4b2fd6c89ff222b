import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import type { Runnable } from '@langchain/core/runnables';
import type { ModelClient } from '@outcrop/provider-registry';
import { z } from 'zod';
import { ChatOutcrop } from './index.js';

declare const client: ModelClient;

type Equal<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;
const isTrue = <Condition extends true>(_?: Condition): void => {};

const model = new ChatOutcrop({ client, model: 'm1', temperature: 0 });
const general: BaseChatModel = model;
void general;

// The value has the type of the schema.
const City = z.object({ city: z.string(), founded: z.string().transform(Number) });
const cities = model.withStructuredOutput(City);
isTrue<Equal<Awaited<ReturnType<typeof cities.invoke>>, { city: string; founded: number }>>();
const named: Runnable<BaseLanguageModelInput, { city: string }> = model.withStructuredOutput<{
  city: string;
}>({ type: 'object' });
void named;
const both = model.withStructuredOutput(City, { includeRaw: true });
isTrue<
  Equal<
    Awaited<ReturnType<typeof both.invoke>>,
    { raw: BaseMessage; parsed: { city: string; founded: number } }
  >
>();

// @ts-expect-error A model needs a client.
new ChatOutcrop({ model: 'm1' });
// @ts-expect-error Retries are the client's.
new ChatOutcrop({ client, maxRetries: 3 });
// @ts-expect-error No such parameter.
model.invoke('Hi', { max_token: 5 });
