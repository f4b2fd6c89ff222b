import {
  definedFields,
  isProviderError,
  ProviderError,
  type ProviderErrorInit,
  replayResponse,
  type UnifiedRequest,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { type Call, type Conversation, type Round, roundOf } from './call.js';
import { LEFT } from './call-limit.js';
import { type Exchange, exchange, readWhole } from './exchange.js';
import { endedError, providerErrorOf } from './provider-error-of.js';
import { StreamDecoder } from './stream-decoder.js';

/** Events that have arrived together. */
export type EventBatch = readonly UnifiedStreamEvent[];

type Batches = AsyncGenerator<EventBatch, void, undefined>;

/** The answer as it arrives, in as many exchanges as its format takes. @throws ProviderError */
export async function* answerStream(call: Call, conversation: Conversation): Batches {
  const { structured, request } = conversation;
  const open = (asked: UnifiedRequest): Batches => roundStream(call, conversation, asked);
  yield* structured ? structured.stream(structured.plan, open) : open(request);
}

async function* roundStream(
  call: Call,
  conversation: Conversation,
  request: UnifiedRequest,
): Batches {
  const round = roundOf(conversation, request);
  const { streamUsage } = conversation.core.settings.preset;
  const opened = await exchange(call, {
    ...round.body,
    stream: true,
    ...(streamUsage && { stream_options: { include_usage: true } }),
  });
  if (/^application\/json\b/i.test(opened.response.headers.get('content-type') ?? '')) {
    yield await wholeBatch(call, round, opened);
    return;
  }
  yield* decodedBatches(call, conversation, round, opened);
}

/** A server that does not stream answers in one piece. */
async function wholeBatch(call: Call, round: Round, opened: Exchange): Promise<EventBatch> {
  const completion = await readWhole(call, opened);
  const response = round.responseOf(completion, round.context(opened.requestId));
  const message = 'The server does not stream: the answer comes in one piece.';
  const warning = { code: 'stream_in_one_piece', message };
  return [...replayResponse(response.with({ warnings: [...response.warnings, warning] }))];
}

async function* decodedBatches(
  call: Call,
  { core, structured }: Conversation,
  round: Round,
  opened: Exchange,
): Batches {
  const context = round.context(opened.requestId);
  const decoder = new StreamDecoder(context);
  const partial = (): UnifiedResponse => {
    const broken = round.responseOf(decoder.completion, { ...context, isBroken: true });
    return structured?.plan.partial(broken) ?? broken;
  };
  call.arrived = partial;
  const { limit } = call;
  const { attempts, transport } = opened;
  let isToldOfWarnings = false;
  try {
    for await (const chunk of transport.chunks(opened.response, opened.body)) {
      if (limit.signal.aborted) break;
      const events = decoder.push(chunk);
      if (events.length === 0) continue;
      yield isToldOfWarnings ? events : [...events, ...warningEvents(round)];
      isToldOfWarnings = true;
    }
    // The SDK ends an aborted stream as if it were whole.
    if (limit.signal.aborted) throw endedError(limit.signal.reason, attempts);
    if (!decoder.isComplete) throw cutOff(attempts, opened.requestId);
  } catch (thrown) {
    if (limit.signal.reason === LEFT) return;
    const error = isBreak(thrown)
      ? cutOff(attempts, opened.requestId, thrown)
      : providerErrorOf(thrown, { limit, secrets: core.secrets, attempts });
    throw withPartial(error, partial(), decoder.hasBegun);
  }
  const response = round.responseOf(decoder.completion, context);
  const { finishReason, usage } = response;
  yield [...decoder.end(), { type: 'usage', usage }, { type: 'finish', finishReason, response }];
}

function warningEvents({ warnings }: Round): UnifiedStreamEvent[] {
  return warnings.map((warning) => ({ type: 'warning', ...warning }));
}

/** What is no error that the server sent, which the SDK throws with its body: the connection broke, or brought what is no chunk. */
function isBreak(thrown: unknown): boolean {
  const hasBody = typeof thrown === 'object' && thrown !== null && 'error' in thrown;
  return !isProviderError(thrown) && !hasBody;
}

function cutOff(attempts: number, requestId: string | undefined, cause?: unknown): ProviderError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new ProviderError(`The stream ended before the model had finished${why}`, {
    ...{ reason: 'incomplete_stream', provider: 'openai', attempts },
    hint: 'Send the call again; what arrived is in partial.',
    ...definedFields({ requestId }),
  });
}

/** What has begun has been shown, and is billed: whether to send it again is for the caller. */
function withPartial(
  error: ProviderError,
  partial: UnifiedResponse,
  hasBegun: boolean,
): ProviderError {
  const init = { ...error, cause: error.cause, partial } as ProviderErrorInit;
  return new ProviderError(error.message, hasBegun ? { ...init, retryable: false } : init);
}
