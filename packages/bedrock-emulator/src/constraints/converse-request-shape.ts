import type { ConverseOperation } from '../converse-wire.js';
import { cachePointBlock, message, toolName } from './content-shapes.js';
import { guardContent } from './media-shapes.js';
import {
  boolean,
  document,
  float,
  integer,
  list,
  map,
  oneOf,
  type StructureShape,
  string,
  structure,
  union,
} from './shape.js';

const nonEmptyString = string({ min: 1 });

const toolConfig = structure(
  'ToolConfiguration',
  {
    tools: list(
      union('Tool', {
        toolSpec: structure(
          'ToolSpecification',
          {
            name: toolName,
            description: nonEmptyString,
            inputSchema: union('ToolInputSchema', { json: document }),
            strict: boolean,
          },
          { required: ['name', 'inputSchema'] },
        ),
        systemTool: structure('SystemTool', { name: toolName }, { required: ['name'] }),
        cachePoint: cachePointBlock,
      }),
      { min: 1 },
    ),
    toolChoice: union('ToolChoice', {
      auto: structure('AutoToolChoice', {}),
      any: structure('AnyToolChoice', {}),
      tool: structure('SpecificToolChoice', { name: toolName }, { required: ['name'] }),
    }),
  },
  { required: ['tools'] },
);

const outputConfig = structure('OutputConfig', {
  textFormat: structure(
    'OutputFormat',
    {
      type: oneOf('json_schema'),
      structure: union(
        'OutputFormatStructure',
        {
          jsonSchema: structure(
            'JsonSchemaDefinition',
            { schema: string(), name: string(), description: string() },
            { required: ['schema'] },
          ),
        },
        { sensitive: true },
      ),
    },
    { required: ['type', 'structure'] },
  ),
  effort: string({ min: 0, max: 16 }),
});

/** The alternatives of `ConversationalModelId`, in the model's order. */
const modelIdPattern = [
  '(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})|(:foundation-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/[a-z0-9]{12})|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/[a-z0-9]{12})|([0-9]{12}:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+)))',
  '([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))',
  '(([0-9a-zA-Z][_-]?)+)',
  '([a-zA-Z0-9-:.]+)',
  '(^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt/[0-9a-zA-Z]{10}(?::[0-9]{1,5})?))$',
  '(^arn:aws:sagemaker:[a-z0-9-]+:[0-9]{12}:endpoint/[a-zA-Z0-9-]+$)',
  '(^arn:aws(-[^:]+)?:bedrock:([0-9a-z-]{1,20}):([0-9]{12}):(default-)?prompt-router/[a-zA-Z0-9-:.]+$)',
].join('|');

const guardrail = {
  guardrailIdentifier: string({
    min: 0,
    max: 2048,
    pattern:
      '(|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+))',
  }),
  guardrailVersion: string({ pattern: '(|([1-9][0-9]{0,7})|(DRAFT))' }),
  trace: oneOf('enabled', 'disabled', 'enabled_full'),
};

const members = {
  modelId: string({ min: 1, max: 2048, pattern: modelIdPattern }),
  // Not marked in the model. The service shows no value of a message in its error texts, but it
  // does show those of toolConfig and inferenceConfig: seen in reports of 2025 and 2026.
  messages: list(message, { sensitive: true }),
  system: list(
    union('SystemContentBlock', {
      text: nonEmptyString,
      guardContent,
      cachePoint: cachePointBlock,
    }),
  ),
  inferenceConfig: structure('InferenceConfiguration', {
    maxTokens: integer({ min: 1 }),
    temperature: float({ min: 0, max: 1 }),
    topP: float({ min: 0, max: 1 }),
    stopSequences: list(nonEmptyString, { min: 0, max: 2500 }),
  }),
  toolConfig,
  additionalModelRequestFields: document,
  promptVariables: map(string(), union('PromptVariableValues', { text: string() }), {
    sensitive: true,
  }),
  additionalModelResponseFieldPaths: list(string({ min: 1, max: 256 }), { min: 0, max: 10 }),
  requestMetadata: map(
    string({ min: 1, max: 256, pattern: '[a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}' }),
    string({ min: 0, max: 256, pattern: '[a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}' }),
    { min: 1, max: 16, sensitive: true },
  ),
  performanceConfig: structure('PerformanceConfiguration', {
    latency: oneOf('standard', 'optimized'),
  }),
  serviceTier: structure(
    'ServiceTier',
    { type: oneOf('priority', 'default', 'flex', 'reserved') },
    { required: ['type'] },
  ),
  outputConfig,
};

function requestShape(name: string, guardrailConfig: StructureShape): StructureShape {
  return structure(name, { ...members, guardrailConfig }, { required: ['modelId'] });
}

/**
 * The constraints of the requests, from the `bedrock-runtime` 2023-09-30 service model as published
 * with the SDK of 2026-11-06. A test compares every one of them with the model.
 */
export const requestShapes: Readonly<Record<ConverseOperation, StructureShape>> = {
  Converse: requestShape('ConverseRequest', structure('GuardrailConfiguration', guardrail)),
  ConverseStream: requestShape(
    'ConverseStreamRequest',
    structure('GuardrailStreamConfiguration', {
      ...guardrail,
      streamProcessingMode: oneOf('sync', 'async'),
    }),
  ),
};
