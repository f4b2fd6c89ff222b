import {
  type ChatParams,
  definedFields,
  type UnifiedRequest,
  type Warning,
} from '@outcrop/unified-response';
import { type ChatBodyMessage, chatMessages } from './chat-messages.js';
import { chatTools, type OwnTools } from './chat-tools.js';
import { Notices } from './notices.js';
import { PASSED_PARAMETERS } from './passed-parameters.js';
import type { Quirks, Setting } from './preset.js';

/** The body of a call, without `stream`. */
export type ChatBody = {
  readonly model: string;
  readonly messages: readonly ChatBodyMessage[];
} & Readonly<Record<string, unknown>>;

const NOT_THERE = 'The server does not have it';
const UNKNOWN = 'Chat Completions has no word for it';

/** Fields of a request that have no place in this dialect, whatever the server. */
const UNEXPRESSED = {
  thinking: 'thinking',
  cache: 'cache',
  guardrail: 'guardrail',
  performance: 'performance',
  promptVariables: 'prompt_variables',
  additionalModelResponseFieldPaths: 'additional_model_response_field_paths',
} as const satisfies Partial<Record<keyof UnifiedRequest, keyof ChatParams>>;

/**
 * A request in the words of Chat Completions, and a warning for each thing that has none.
 * @param params What the request was read from: OpenAI's own parameters are taken from there.
 */
export function chatBody(
  request: UnifiedRequest,
  params: ChatParams,
  tools: OwnTools,
  quirks: Quirks,
): { readonly body: ChatBody; readonly warnings: readonly Warning[] } {
  const notices = new Notices();
  const { inference, additionalModelRequestFields, providerData } = request;
  const body: ChatBody = {
    model: request.model,
    messages: chatMessages(request, quirks, tools.customNames, notices),
    ...definedFields({
      [quirks.maxTokens]: inference.maxTokens,
      temperature: inference.temperature,
      top_p: inference.topP,
      stop: inference.stopSequences,
      response_format: request.responseFormat,
    }),
    ...settingsOf(request, quirks, notices),
    ...passedParameters(request, params, quirks, notices),
    ...chatTools(request, tools, quirks, notices),
    ...additionalModelRequestFields,
    ...providerData?.openai,
  };
  for (const [field, name] of Object.entries(UNEXPRESSED)) {
    if (request[field as keyof typeof UNEXPRESSED] === undefined) continue;
    notices.ignored(name, UNKNOWN);
  }
  if (providerData?.bedrock) {
    notices.ignored('additional_converse_fields', UNKNOWN);
  }
  const read = request.warnings.filter((warning) => !isAnswered(warning, tools, quirks));
  return { body, warnings: [...read, ...notices.warnings] };
}

/** One answer is asked for: what is said of others would be billed, and lost in a stream. */
const PARAMETERS = [...PASSED_PARAMETERS, 'n'] as const;

/** What `parseParams` could not keep, and is kept or told here. */
function isAnswered({ code, path = '' }: Warning, tools: OwnTools, { parts }: Quirks): boolean {
  // A file by its id is stored where it is sent.
  if (code === 'unknown_content') return path.endsWith('.file') && parts.includes('file');
  if (code === 'tool_adapted') return tools.custom.size > 0;
  if (code !== 'parameter_ignored') return false;
  if (path.startsWith('tool_choice.')) return tools.choice !== undefined;
  return PARAMETERS.some((name) => name === path);
}

function settingsOf(
  {
    family,
    parallelToolCalls,
    reasoningEffort,
    requestMetadata,
    serviceTier,
    tools,
  }: UnifiedRequest,
  quirks: Quirks,
  notices: Notices,
): Record<string, unknown> {
  if (family.k !== undefined) notices.ignored('k', UNKNOWN);
  const values: Readonly<Record<Setting, unknown>> = {
    seed: family.seed,
    top_k: family.topK,
    // Refused where there are no tools.
    parallel_tool_calls: tools.length > 0 ? parallelToolCalls : undefined,
    reasoning_effort: reasoningEffort,
    metadata: requestMetadata,
    service_tier: serviceTier,
  };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.filter(([name]) => {
      if (quirks.settings.includes(name as Setting)) return true;
      notices.ignored(name, NOT_THERE);
      return false;
    }),
  );
}

function passedParameters(
  { warnings }: UnifiedRequest,
  params: ChatParams,
  { parameters }: Quirks,
  notices: Notices,
): Record<string, unknown> {
  const passed: Record<string, unknown> = {};
  for (const name of PARAMETERS) {
    const value = params[name];
    if (value === undefined || value === null) continue;
    if (parameters.some((known) => known === name)) passed[name] = value;
    // A value that asks for nothing is not missed.
    else if (warnings.some(({ path }) => path === name)) {
      notices.ignored(name, NOT_THERE);
    }
  }
  return passed;
}
