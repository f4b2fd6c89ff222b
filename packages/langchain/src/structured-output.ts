import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import { OutputParserException } from '@langchain/core/output_parsers';
import { type Runnable, RunnableLambda } from '@langchain/core/runnables';
import { toJsonSchema } from '@langchain/core/utils/json_schema';
import { isZodSchemaV3 } from '@langchain/core/utils/types';
import {
  definedFields,
  isPlainObject,
  isProviderError,
  type ResponseFormat,
  type StandardSchemaV1,
  type StructuredOutputStrategy,
} from '@outcrop/unified-response';
import { toMessage } from './response/to-message.js';

/** How the model is held to the schema. Source: the methods that LangChain's own integrations have. */
const STRATEGIES: Readonly<Record<string, StructuredOutputStrategy>> = {
  jsonSchema: 'native',
  functionCalling: 'tool',
  jsonMode: 'prompt',
};

/** The strategy for a method of LangChain; none leaves the choice to the client, which knows the model. */
export function strategyFor(method: string | undefined): StructuredOutputStrategy | undefined {
  return method === undefined ? undefined : STRATEGIES[method];
}

export interface FormatOptions {
  readonly name?: string | undefined;
  readonly strict?: boolean | undefined;
}

/** A schema, in any of the forms that LangChain takes, as the client takes it. */
export function toResponseFormat(schema: object, { name, strict }: FormatOptions): ResponseFormat {
  if (isZodSchemaV3(schema)) {
    const validate = async (value: unknown) => {
      const result = await schema.safeParseAsync(value);
      if (result.success) return { value: result.data };
      return { issues: (result.error as { issues: { message: string }[] }).issues };
    };
    return standardFormat(validate, 'zod', toJsonSchema(schema), name);
  }
  if ('~standard' in schema) {
    const standard = (schema as StandardSchemaV1)['~standard'];
    if (name === undefined) return schema;
    const json = toJsonSchema(schema as Parameters<typeof toJsonSchema>[0]);
    return standardFormat(standard.validate, standard.vendor, json, name);
  }
  const definition = schema as Readonly<Record<string, unknown>>;
  // OpenAI's definition of a function, which names its schema.
  const json = isPlainObject(definition.parameters) ? definition.parameters : definition;
  const { title } = json;
  const told = name ?? definition.name ?? title;
  return {
    type: 'json_schema',
    json_schema: {
      name: typeof told === 'string' && told !== '' ? told : 'response',
      schema: json,
      ...definedFields({ description: definition.description, strict }),
    },
  };
}

function standardFormat(
  validate: StandardSchemaV1['~standard']['validate'],
  vendor: string,
  json: object,
  name: string | undefined,
): ResponseFormat {
  const input = (): object => (name === undefined ? json : { ...json, title: name });
  return { '~standard': { version: 1, vendor, validate, jsonSchema: { input } } };
}

type Model = Runnable<BaseLanguageModelInput, AIMessageChunk>;

/** The value of a message, which the client has held to the schema. */
const parsedOf: RunnableLambda<AIMessageChunk, object> = RunnableLambda.from(
  (message: AIMessageChunk) => {
    const { parsed, finish_reason: reason } = message.response_metadata;
    if (parsed !== undefined) return parsed as object;
    throw new OutputParserException(
      `The answer has no value of the schema; it ended with ${JSON.stringify(reason)}.`,
      message.text,
    );
  },
);

/** A model that gives the value alone. */
export function parsedModel(model: Model): Runnable<BaseLanguageModelInput, object> {
  return model.pipe(parsedOf).withConfig({ runName: 'StructuredOutput' });
}

/**
 * A model that gives its message as well; `parsed` is null where the message has no value of the
 * schema, and then nothing is thrown.
 */
export function parsedModelWithRaw(
  model: Model,
): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: object | null }> {
  const raw = RunnableLambda.from(async (input: BaseLanguageModelInput, config) => {
    try {
      return await model.invoke(input, config);
    } catch (error) {
      if (!isProviderError(error) || error.reason !== 'model_error' || !error.partial) throw error;
      return toMessage(error.partial);
    }
  });
  const withParsed = (message: BaseMessage) => ({
    raw: message,
    parsed: (message.response_metadata.parsed as object | undefined) ?? null,
  });
  return raw.pipe(withParsed).withConfig({ runName: 'StructuredOutputRunnable' });
}
