import type { JsonObject, JsonValue } from '../json.js';

export const question: JsonObject = user({ text: 'Hello' });

export function user(...content: JsonObject[]): JsonObject {
  return { role: 'user', content };
}

export function assistant(...content: JsonObject[]): JsonObject {
  return { role: 'assistant', content };
}

/** A request with these messages and whatever else. */
export function ask(messages: JsonObject[] = [question], members: JsonObject = {}): JsonObject {
  return { messages, ...members };
}

export function tool(
  name = 'look_up',
  schema: JsonObject = {},
  members: JsonObject = {},
): JsonObject {
  return { toolSpec: { name, inputSchema: { json: { type: 'object', ...schema } }, ...members } };
}

export function withTools(...tools: JsonObject[]): JsonObject {
  return ask([question], { toolConfig: { tools } });
}

export function use(toolUseId = 'abcdefgh1', input: JsonValue = {}): JsonObject {
  return { toolUse: { toolUseId, name: 'look_up', input } };
}

export function result(members: JsonObject = {}): JsonObject {
  return { toolResult: { toolUseId: 'abcdefgh1', content: [{ text: 'found' }], ...members } };
}

/** A conversation that ends with the result of a tool. */
export function loop(
  answer: JsonObject[] = [result()],
  call: JsonObject[] = [use()],
  members: JsonObject = {},
): JsonObject {
  return ask([question, assistant(...call), user(...answer)], {
    toolConfig: { tools: [tool()] },
    ...members,
  });
}

export const cachePoint: JsonObject = { cachePoint: { type: 'default' } };

export const hourPoint: JsonObject = { cachePoint: { type: 'default', ttl: '1h' } };

export function image(format = 'png', bytes = 'AAAA'): JsonObject {
  return { image: { format, source: { bytes } } };
}

export function document(name = 'report', members: JsonObject = {}): JsonObject {
  return { document: { format: 'pdf', name, source: { bytes: 'AAAA' }, ...members } };
}

export const video: JsonObject = { video: { format: 'mp4', source: { bytes: 'AAAA' } } };

export function reasoning(signature?: string): JsonObject {
  const signed = signature === undefined ? {} : { signature };
  return { reasoningContent: { reasoningText: { text: 'Hm.', ...signed } } };
}

/** A request with additional fields, and inference settings. */
export function withFields(fields: JsonObject, inferenceConfig: JsonObject = {}): JsonObject {
  return ask([question], { additionalModelRequestFields: fields, inferenceConfig });
}

/** Claude with a thinking budget. */
export const budget: JsonObject = {
  additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
};

export function withTextFormat(schema: JsonObject): JsonObject {
  const jsonSchema = { name: 'answer', schema: JSON.stringify(schema) };
  return ask([question], {
    outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } },
  });
}
