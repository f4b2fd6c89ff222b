import { isJsonObject } from '../json.js';
import { firstOf } from '../rules/request-places.js';
import { fromModel, modelRule, type Rule, serviceRule } from '../rules/rule.js';
import { additionalFields } from './additional-fields.js';

/** What Nova takes besides what Converse gives it. */
const NOVA_FIELDS = ['inferenceConfig', 'reasoningConfig'];

/** Seen refused: litellm#13825, #13609; the rest are the names other vendors use. */
const NOT_ANTHROPIC = [
  'guardrails',
  'name',
  'reasoning',
  'inferenceConfig',
  'reasoningConfig',
  'reasoning_config',
  'reasoning_effort',
];

function extraneousKey(key: string): string {
  return fromModel(
    `Malformed input request: #: extraneous key [${key}] is not permitted, please reformat your input and try again.`,
  );
}

/** Rules about sampling, limits and additional fields. */
export const parameterRules: readonly Rule[] = [
  modelRule({
    id: 'P01',
    refuses: 'temperature and top_p together, where the model takes one of them',
    source: 'litellm#15070, bedrock-access-gateway#191, Roo#8377',
    verbatim: true,
    appliesTo: 'sampling',
    check: ({ inferenceConfig: { temperature, topP } = {} }, sampling) =>
      sampling === 'temperature or top_p' && temperature !== undefined && topP !== undefined
        ? fromModel(
            '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
          )
        : undefined,
  }),
  modelRule({
    id: 'P02',
    refuses: 'temperature, top_p and top_k, where the model takes none of them',
    source: 'live reports of 2026: temperature, whatever its value; the others after it',
    verbatim: true,
    appliesTo: 'sampling',
    check: (request, sampling) => {
      const { temperature, topP } = request.inferenceConfig ?? {};
      const { top_k } = additionalFields(request);
      const given = Object.entries({ temperature, top_p: topP, top_k });
      return sampling === 'refused'
        ? firstOf(given, ([name, value]) =>
            value === undefined
              ? undefined
              : fromModel(`\`${name}\` is deprecated for this model.`),
          )
        : undefined;
    },
  }),
  modelRule({
    id: 'P03',
    refuses: 'more maxTokens than the model answers with, where the number is known',
    source: 'vercel/ai#2772, dify#10390, aichat#813',
    verbatim: true,
    appliesTo: 'maxTokens',
    check: ({ inferenceConfig: { maxTokens = 0 } = {} }, limit) =>
      maxTokens > limit
        ? `The maximum tokens you requested exceeds the model limit of ${limit}. Try again with a maximum tokens value that is lower than ${limit}.`
        : undefined,
  }),
  modelRule({
    id: 'P04',
    refuses: "an additional field that Nova's schema does not have",
    source: 'inspect_ai#3939 (top_k), bods#51, litellm#22797',
    verbatim: true,
    appliesTo: 'novaSchema',
    check: (request) => {
      const key = Object.keys(additionalFields(request)).find(
        (name) => !NOVA_FIELDS.includes(name),
      );
      return key === undefined ? undefined : extraneousKey(key);
    },
  }),
  modelRule({
    id: 'P04-open',
    refuses: 'an additional field that the model is known to refuse',
    source: 'agentgateway#3442, suna#6893 (OpenAI); litellm#13959 (gpt-oss)',
    verbatim: true,
    appliesTo: 'refusedFields',
    check: (request, { names, words }) => {
      const fields = additionalFields(request);
      const key = names.find((name) => fields[name] !== undefined);
      if (key === undefined) return undefined;
      if (words === 'gpt-oss') {
        return fromModel(
          `Failed to deserialize the JSON body into the target type: ${key}: unknown field \`${key}\`, expected one of messages, model, store, reasoning_effort, metadata, frequency_penalty, logit_bias, logprobs, top_logprobs, max_tokens, max_completion_tokens, n, modalities, prediction, audio, presence_penalty, response_format, seed, service_tier, stop, stream, stream_options, temperature, top_p, tools, tool_choice, parallel_tool_calls, user, function_call, functions`,
        );
      }
      const error = {
        code: 'unknown_parameter',
        message: `Unknown parameter: '${key}'.`,
        param: key,
        type: 'invalid_request_error',
      };
      return fromModel(JSON.stringify({ error }));
    },
  }),
  modelRule({
    id: 'P05',
    refuses: "an additional field that Anthropic's API is known to refuse",
    source: 'litellm#13825, #13609, claude-code#4378',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) => {
      const fields = additionalFields(request);
      const beta = Array.isArray(fields.anthropic_beta) && fields.anthropic_beta.length > 0;
      const refused = beta ? NOT_ANTHROPIC : [...NOT_ANTHROPIC, 'context_management'];
      const key = refused.find((name) => fields[name] !== undefined);
      return key === undefined ? undefined : fromModel(`${key}: Extra inputs are not permitted`);
    },
  }),
  modelRule({
    id: 'P06',
    refuses: 'a beta that the model is known to refuse',
    source: 'pi#3290, litellm#20021',
    verbatim: true,
    appliesTo: 'refusedBetas',
    check: (request, refused) => {
      const { anthropic_beta: betas } = additionalFields(request);
      return Array.isArray(betas) && betas.some((beta) => refused.includes(beta as string))
        ? fromModel('invalid beta flag')
        : undefined;
    },
  }),
  serviceRule({
    id: 'stream-mode',
    refuses: 'a mode of processing streams in Converse, which has no effect there',
    source: 'the service model has streamProcessingMode for ConverseStream alone',
    verbatim: false,
    check: (_request, _facts, { operation, body }) => {
      const config = isJsonObject(body) ? body.guardrailConfig : undefined;
      const mode = isJsonObject(config) ? config.streamProcessingMode : undefined;
      return operation === 'ConverseStream' || mode === undefined || mode === null
        ? undefined
        : 'The streamProcessingMode field of guardrailConfig can only be used with ConverseStream. Remove it and try again.';
    },
  }),
];
