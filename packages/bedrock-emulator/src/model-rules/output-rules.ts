import type { ConverseRequest } from '../converse-wire.js';
import type { JsonObject, JsonValue } from '../json.js';
import { firstOf } from '../rules/request-places.js';
import { fromModel, modelRule, type Rule } from '../rules/rule.js';
import {
  danglingReference,
  isOpenObject,
  subschemas,
  unsupportedKeyword,
} from './schema-keywords.js';
import { toolSpecs } from './tool-config-rules.js';

const MAX_STRICT_TOOLS = 20;

function textSchema({ outputConfig }: ConverseRequest): string | undefined {
  return outputConfig?.textFormat?.structure?.jsonSchema?.schema;
}

function parsed(text: string | undefined): JsonValue | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

interface DecodedSchema {
  readonly schema: JsonValue | undefined;
  /** What the texts call it. */
  readonly name: string;
}

/** The schemas that answers are constrained to. */
function decodedSchemas(request: ConverseRequest): DecodedSchema[] {
  return [
    { schema: parsed(textSchema(request)), name: 'output_config.format.schema' },
    ...toolSpecs(request).flatMap(({ strict, inputSchema }, index) =>
      strict ? [{ schema: inputSchema?.json, name: `tools.${index}.custom` }] : [],
    ),
  ];
}

function firstSchema(
  request: ConverseRequest,
  check: (schema: JsonObject) => string | undefined,
): string | undefined {
  return firstOf(decodedSchemas(request), ({ schema, name }) =>
    firstOf(subschemas(schema), (part) => {
      const text = check(part);
      return text === undefined ? undefined : fromModel(`${name}: ${text}`);
    }),
  );
}

/** Rules about native structured output and strict tools. */
export const outputRules: readonly Rule[] = [
  modelRule({
    id: 'text-format',
    refuses: 'outputConfig.textFormat, where the model has no structured output',
    source: 'vercel/ai#14773, #15288, models.dev#1765; the words are those of Claude',
    verbatim: true,
    appliesTo: 'textFormat',
    check: (request) =>
      textSchema(request) === undefined
        ? undefined
        : fromModel('output_config.format: Extra inputs are not permitted'),
  }),
  modelRule({
    id: 'strict-tools',
    refuses: 'a strict tool, where the model has none',
    source: 'litellm#33193: live, #35688; the words are those of Claude',
    verbatim: true,
    appliesTo: 'strictTools',
    check: (request) =>
      firstOf(toolSpecs(request), ({ strict }, index) =>
        strict
          ? fromModel(`tools.${index}.custom.strict: Extra inputs are not permitted`)
          : undefined,
      ),
  }),
  modelRule({
    id: 'strict-tool-count',
    refuses: 'more than 20 strict tools',
    source: 'pydantic-ai; the words are not known',
    verbatim: false,
    appliesTo: 'known',
    check: (request) => {
      const { length } = toolSpecs(request).filter(({ strict }) => strict);
      return length > MAX_STRICT_TOOLS
        ? fromModel(
            `tools: A maximum of ${MAX_STRICT_TOOLS} strict tools may be provided. Found ${length}.`,
          )
        : undefined;
    },
  }),
  modelRule({
    id: 'T14',
    refuses: 'a $ref to nothing in the schema of a strict tool or of the output',
    source: 'langchain4j#5097',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      firstOf(decodedSchemas(request), ({ schema, name }) => {
        const reference = danglingReference(schema);
        return reference === undefined
          ? undefined
          : fromModel(
              `${name}: Invalid schema: Reference to non-existent definition: ${reference}`,
            );
      }),
  }),
  modelRule({
    id: 'P07',
    refuses: 'an object without additionalProperties: false in such a schema',
    source: 'future-agi#412, harness-sdk#2213 (strict tools)',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      firstSchema(request, (schema) =>
        isOpenObject(schema)
          ? "For 'object' type, 'additionalProperties' must be explicitly set to false"
          : undefined,
      ),
  }),
  modelRule({
    id: 'P08',
    refuses: 'limits of numbers, maxItems, or minItems over 1 in such a schema',
    source: 'litellm#29624, #39115 (strict tools), vercel/ai#17197, instructor#2530',
    verbatim: true,
    appliesTo: 'known',
    check: (request) => firstSchema(request, unsupportedKeyword),
  }),
];
