import { definedFields, isPlainObject, ProviderError } from '@outcrop/unified-response';
import type { MappingContext } from '../mapping-context.js';
import type { WireOutputConfig } from '../wire/wire-request.js';

interface JsonSchemaFormat {
  readonly name?: string;
  readonly schema: object;
  readonly description?: string;
}

/**
 * `outputConfig.textFormat` for a response format, where the model has structured output of its own.
 * @throws ProviderError `unsupported` when the model has none or the format is no JSON Schema: an
 * answer in another shape than the one asked for would be a silent failure.
 */
export function outputConfig(
  responseFormat: unknown,
  context: MappingContext,
): WireOutputConfig | undefined {
  if (responseFormat === undefined) return undefined;
  if (isPlainObject(responseFormat) && responseFormat.type === 'text') return undefined;
  const format = jsonSchemaFormat(responseFormat);
  if (!format || !context.profile.structuredOutput.native) {
    const subject = format
      ? `${context.profile.id} has no structured output of its own`
      : 'Only a JSON Schema can be sent';
    throw new ProviderError(`response_format: ${subject}`, {
      reason: 'unsupported',
      path: 'response_format',
      hint: 'Plan the request with planStructuredOutput of @outcrop/structured-output first, as clients do: it finds another way.',
    });
  }
  const { name, schema, description } = format;
  const jsonSchema = { schema: JSON.stringify(schema), ...definedFields({ name, description }) };
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}

/** OpenAI's `json_schema` format, or a bare JSON Schema. */
function jsonSchemaFormat(value: unknown): JsonSchemaFormat | undefined {
  if (!isPlainObject(value)) return undefined;
  if (value.type === 'json_schema' && isPlainObject(value.json_schema)) {
    const { name, schema, description } = value.json_schema;
    if (!isPlainObject(schema)) return undefined;
    return {
      schema,
      ...definedFields({
        name: typeof name === 'string' ? name : undefined,
        description: typeof description === 'string' ? description : undefined,
      }),
    };
  }
  return 'properties' in value || '$ref' in value || value.type === 'object'
    ? { name: 'response', schema: value }
    : undefined;
}
