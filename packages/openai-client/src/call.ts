import type { CallOptions } from '@outcrop/provider-registry';
import {
  type ChatParams,
  isPlainObject,
  parseParams,
  type UnifiedRequest,
  UnifiedResponse,
  type Warning,
} from '@outcrop/unified-response';
import { CallLimit } from './call-limit.js';
import { type ChatBody, chatBody } from './chat-body.js';
import { type OwnTools, ownTools } from './chat-tools.js';
import { type Core, costOf } from './core.js';
import { type AnswerContext, fromCompletion } from './from-completion.js';
import { type TimeLimits, withTimeouts } from './settings.js';
import { type StructuredOutput, structuredOutput } from './structured-output.js';
import type { WireCompletion } from './wire.js';

/** A call under way. */
export interface Call {
  readonly core: Core;
  readonly limit: CallLimit;
  readonly limits: TimeLimits;
  readonly headers: CallOptions['headers'];
  /** What has arrived of a streamed answer; unset before there is any. */
  arrived?: () => UnifiedResponse;
}

/** Starts the clock of a call. @throws ProviderError `config` for a time limit that is none */
export function beginCall(core: Core, options: CallOptions = {}): Call {
  const limits = withTimeouts(core.settings.limits, options.timeouts);
  const limit = new CallLimit(options.signal, limits.totalMs);
  return { core, limit, limits, headers: options.headers };
}

/** What is asked, and how the answer is read. */
export interface Conversation {
  readonly core: Core;
  readonly params: ChatParams;
  readonly request: UnifiedRequest;
  readonly tools: OwnTools;
  /** How the answer gets into the format that is asked for, if any. */
  readonly structured: StructuredOutput | undefined;
}

/** @throws ProviderError for parameters that are not as they have to be */
export async function conversationOf(core: Core, given: ChatParams): Promise<Conversation> {
  const params = withDefaults(core, given);
  const parsed = parseParams(params);
  const tools = ownTools(params, parsed, core.settings.preset);
  const structured = await structuredOutput(parsed, core.settings.preset);
  const { responseFormat: _, ...bare } = parsed;
  return { core, params, request: structured?.plan.request ?? bare, tools, structured };
}

/** What the client says of calls that do not say it. */
export function withDefaults({ settings: { options } }: Core, params: ChatParams): ChatParams {
  const { model, price } = options;
  const missing = Object.entries({ model, price }).filter(
    ([name, value]) => value !== undefined && params[name as keyof ChatParams] === undefined,
  );
  return { ...params, ...Object.fromEntries(missing) };
}

/** One of the exchanges that a conversation takes. */
export interface Round {
  readonly body: ChatBody;
  /** Of the whole exchange, those of the answer itself not among them. */
  readonly warnings: readonly Warning[];
  context(requestId: string | undefined): AnswerContext;
  /** An answer, or what has arrived of it. */
  responseOf(completion: WireCompletion, context: AnswerContext): UnifiedResponse;
}

/** @param request The conversation's own, or one that goes on with it. */
export function roundOf(conversation: Conversation, request: UnifiedRequest): Round {
  const { core, params, tools, structured } = conversation;
  const quirks = core.settings.preset;
  const { body, warnings } = chatBody(request, params, tools, quirks);
  const { response_format: asked } = params;
  // Words alone ask for any JSON object; OpenAI can also be held to one.
  const isHeld = structured?.plan.strategy === 'prompt' && quirks.jsonSchema === 'openai';
  const isJson = isHeld && isPlainObject(asked) && asked.type === 'json_object';
  const { audio } = params;
  const audioFormat = isPlainObject(audio) && typeof audio.format === 'string' ? audio.format : '';
  return {
    body: isJson ? { ...body, response_format: asked } : body,
    warnings,
    context: (requestId) => ({
      ...{ model: request.model, quirks },
      ...(audioFormat !== '' && { audioFormat }),
      ...(requestId !== undefined && { requestId }),
    }),
    responseOf: (completion, context) => {
      const init = fromCompletion(completion, context);
      const cost = costOf(core, init.usage, request, completion.service_tier);
      return new UnifiedResponse({ ...init, cost, warnings: [...warnings, ...init.warnings] });
    },
  };
}
