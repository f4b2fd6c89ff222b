import { ask, question, tool, withFields, withTextFormat, withTools } from '../requests.js';
import {
  GPT_OSS,
  NOVA,
  NOVA_PRO,
  OPUS_4_8,
  type RuleExamples,
  SONNET_4_5,
  SONNET_4_6,
} from './rule-example.js';

const closed = { type: 'object', additionalProperties: false } as const;
const both = ask([question], { inferenceConfig: { temperature: 1, topP: 1 } });
const GUARDRAIL = { guardrailIdentifier: 'abc', guardrailVersion: '1' };
const PREFIX = 'The model returned the following errors: ';

function strict(schema: object) {
  return tool('a', { ...schema, additionalProperties: false }, { strict: true });
}

const strictTools = Array.from({ length: 21 }, (_, index) =>
  tool(`t${index}`, closed, { strict: true }),
);

/** Examples of the rules about sampling, limits, additional fields and structured output. */
export const parameterExamples: RuleExamples = {
  P01: {
    model: SONNET_4_6,
    accepts: ask([question], { inferenceConfig: { temperature: 1 } }),
    refuses: both,
    text: `${PREFIX}\`temperature\` and \`top_p\` cannot both be specified for this model. Please use only one.`,
    butTakenBy: 'anthropic.claude-sonnet-4-20250514-v1:0',
  },
  P02: {
    model: OPUS_4_8,
    accepts: ask([question], { inferenceConfig: { maxTokens: 10 } }),
    refuses: ask([question], { inferenceConfig: { temperature: 1 } }),
    text: `${PREFIX}\`temperature\` is deprecated for this model.`,
    butTakenBy: SONNET_4_6,
  },
  P03: {
    model: NOVA_PRO,
    accepts: ask([question], { inferenceConfig: { maxTokens: 10_000 } }),
    refuses: ask([question], { inferenceConfig: { maxTokens: 10_001 } }),
    text: 'The maximum tokens you requested exceeds the model limit of 10000. Try again with a maximum tokens value that is lower than 10000.',
    butTakenBy: NOVA,
  },
  P04: {
    model: NOVA,
    accepts: withFields({ inferenceConfig: { topK: 5 } }),
    refuses: withFields({ top_k: 5 }),
    text: `${PREFIX}Malformed input request: #: extraneous key [top_k] is not permitted, please reformat your input and try again.`,
    butTakenBy: SONNET_4_5,
  },
  'P04-open': {
    model: 'us.openai.gpt-5.6-terra',
    accepts: withFields({ reasoning: { effort: 'high' } }),
    refuses: withFields({ thinking: { type: 'enabled', budget_tokens: 4096 } }),
    text: `${PREFIX}{"error":{"code":"unknown_parameter","message":"Unknown parameter: 'thinking'.","param":"thinking","type":"invalid_request_error"}}`,
    butTakenBy: SONNET_4_5,
  },
  P05: {
    model: SONNET_4_5,
    accepts: withFields({ top_k: 5, anthropic_beta: ['b'], context_management: {} }),
    refuses: withFields({ context_management: {} }),
    text: `${PREFIX}context_management: Extra inputs are not permitted`,
  },
  P06: {
    model: OPUS_4_8,
    accepts: withFields({ anthropic_beta: ['other-2026-01-01'] }),
    refuses: withFields({ anthropic_beta: ['interleaved-thinking-2025-05-14'] }),
    text: `${PREFIX}invalid beta flag`,
    butTakenBy: SONNET_4_5,
  },
  'text-format': {
    model: OPUS_4_8,
    accepts: ask(),
    refuses: withTextFormat(closed),
    text: `${PREFIX}output_config.format: Extra inputs are not permitted`,
    butTakenBy: SONNET_4_6,
  },
  'strict-tools': {
    model: OPUS_4_8,
    accepts: withTools(tool('a'), tool('b', closed, { strict: false })),
    refuses: withTools(tool('a'), tool('b', closed, { strict: true })),
    text: `${PREFIX}tools.1.custom.strict: Extra inputs are not permitted`,
    butTakenBy: 'us.anthropic.claude-opus-5',
  },
  'strict-tool-count': {
    model: SONNET_4_5,
    accepts: withTools(...strictTools.slice(1)),
    refuses: withTools(...strictTools),
    text: `${PREFIX}tools: A maximum of 20 strict tools may be provided. Found 21.`,
  },
  T14: {
    model: SONNET_4_5,
    accepts: withTools(
      strict({ properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'string' } } }),
    ),
    refuses: withTools(strict({ properties: { a: { $ref: '#/$defs/A' } } })),
    text: `${PREFIX}tools.0.custom: Invalid schema: Reference to non-existent definition: #/$defs/A`,
  },
  P07: {
    model: SONNET_4_5,
    accepts: withTextFormat({ ...closed, properties: { type: { const: 'object' } } }),
    refuses: withTextFormat({ ...closed, properties: { a: { type: ['object', 'null'] } } }),
    text: `${PREFIX}output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false`,
  },
  P08: {
    model: SONNET_4_5,
    accepts: withTextFormat({
      ...closed,
      properties: { maximum: { type: 'number' }, minItems: { type: 'array', minItems: 1 } },
    }),
    refuses: withTextFormat({
      ...closed,
      properties: { a: { type: 'number', minimum: 0, maximum: 1 } },
    }),
    text: `${PREFIX}output_config.format.schema: For 'number' type, properties maximum, minimum are not supported`,
  },
  'stream-mode': {
    model: NOVA,
    accepts: ask([question], { guardrailConfig: GUARDRAIL }),
    refuses: ask([question], { guardrailConfig: { ...GUARDRAIL, streamProcessingMode: 'async' } }),
    text: 'The streamProcessingMode field of guardrailConfig can only be used with ConverseStream. Remove it and try again.',
  },
};

/** More refusals by these rules. */
export const moreParameterRefusals: [rule: string, model: string, body: object, text: string][] = [
  ['P02', OPUS_4_8, withFields({ top_k: 5 }), `${PREFIX}\`top_k\` is deprecated for this model.`],
  [
    'P08',
    SONNET_4_5,
    withTools(tool('b'), strict({ properties: { a: { type: 'array', maxItems: 3 } } })),
    `${PREFIX}tools.1.custom: For 'array' type, property 'maxItems' is not supported`,
  ],
  [
    'P08',
    SONNET_4_5,
    withTextFormat({ ...closed, properties: { a: { anyOf: [{ type: 'integer', minimum: 1 }] } } }),
    `${PREFIX}output_config.format.schema: For 'integer' type, property 'minimum' is not supported`,
  ],
  [
    'P08',
    SONNET_4_5,
    withTextFormat({ ...closed, $defs: { A: { type: 'array', minItems: 2 } } }),
    `${PREFIX}output_config.format.schema: For 'array' type, 'minItems' values other than 0 or 1 are not supported`,
  ],
  [
    'P03',
    'anthropic.claude-3-5-sonnet-20240620-v1:0',
    ask([question], { inferenceConfig: { maxTokens: 4097 } }),
    'The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.',
  ],
  [
    'P04-open',
    GPT_OSS,
    withFields({ thinking: { type: 'enabled' } }),
    `${PREFIX}Failed to deserialize the JSON body into the target type: thinking: unknown field \`thinking\`, expected one of messages, model, store, reasoning_effort, metadata, frequency_penalty, logit_bias, logprobs, top_logprobs, max_tokens, max_completion_tokens, n, modalities, prediction, audio, presence_penalty, response_format, seed, service_tier, stop, stream, stream_options, temperature, top_p, tools, tool_choice, parallel_tool_calls, user, function_call, functions`,
  ],
];
