import type { ModelProfile } from '@outcrop/bedrock-models';
import {
  type ConverseMapping,
  createConverseStreamDecoder,
  fromConverseResponse,
  type ResponseContext,
  toConverseRequest,
  type WireConverseRequest,
} from '@outcrop/converse-mapping';
import type { CallOptions } from '@outcrop/provider-registry';
import {
  type ChatParams,
  type Cost,
  type ParsedOf,
  parseParams,
  type ResponseFormat,
  replayResponse,
  type UnifiedRequest,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { beginCall, type Call, type ClientCore, exchangeContext, operate } from './call.js';
import type { ConversePort } from './converse-port.js';
import {
  arrivedOf,
  decodeStream,
  type EventBatch,
  type StreamDecoding,
  withNothing,
} from './decode-stream.js';
import { EventQueue } from './event-queue.js';
import { type ExchangeContext, exchange } from './exchange.js';
import { loadImages } from './load-images.js';
import { type CallStart, chatResult, type Observation, observedStream } from './observation.js';
import { openStream, type StreamingPort } from './open-stream.js';
import { profileOf } from './profile-of.js';
import { responseCost } from './response-cost.js';
import { type StructuredOutput, structuredOutput } from './structured-output.js';

/** One conversation and its whole answer. */
export async function createResponse<Format extends ResponseFormat>(
  core: ClientCore,
  params: ChatParams<Format>,
  options?: CallOptions,
): Promise<UnifiedResponse<ParsedOf<Format>>> {
  const request = requestOf(core, params);
  const work = async (call: Call): Promise<UnifiedResponse> =>
    answer(core, await prepare(core, request, call));
  const response = await operate(core, options, startOf(request, false), work, chatResult);
  // The answer was held to the format.
  return response as UnifiedResponse<ParsedOf<Format>>;
}

/** The same as a stream, whose last event is `finish`. It is sent when the first event is asked for. */
export function streamResponse(
  core: ClientCore,
  params: ChatParams,
  options?: CallOptions,
): AsyncIterableIterator<UnifiedStreamEvent, undefined> {
  const request = requestOf(core, params);
  let call: Call | undefined;
  const open = (observation?: Observation): Batches =>
    batchesOf(core, request, () => {
      call = beginCall(core, options, observation);
      return call;
    });
  const { observer } = core;
  return new EventQueue({
    batches: observer ? observedStream(observer, startOf(request, true), open) : open(),
    isStopped: () => call?.whole.signal.aborted === true,
    stop: () => call?.whole.stop(LEFT),
    arrived: () => call && arrivedInAll(call),
  });
}

function arrivedInAll({ arrived, inAll }: Call): UnifiedResponse | undefined {
  const partial = arrived?.();
  return inAll ? inAll(partial) : partial;
}

type Batches = AsyncGenerator<EventBatch, void, undefined>;

/** Why a call is stopped whose reader has left. */
const LEFT = new Error('The reader has left.');

function startOf(request: UnifiedRequest, stream: boolean): CallStart {
  return { call: { operation: 'chat', model: request.model, stream }, request };
}

async function* batchesOf(core: ClientCore, request: UnifiedRequest, begin: () => Call): Batches {
  const call = begin();
  try {
    const prepared = await prepare(core, request, call);
    const { structured } = prepared;
    yield* structured
      ? structured.stream(structured.plan, (round, inAll) => {
          call.arrived = undefined;
          call.inAll = inAll;
          return roundBatches(core, mappedAnew(core, prepared, round), call);
        })
      : roundBatches(core, prepared, call);
  } catch (error) {
    // Nobody is there any more to be told.
    if (call.whole.signal.reason !== LEFT) throw error;
  } finally {
    call.whole.close();
  }
}

/** The events of one exchange with the model, in one piece where it cannot stream. */
async function* roundBatches(core: ClientCore, prepared: PreparedRequest, call: Call): Batches {
  const { converseStream } = prepared.port;
  const obstacle = converseStream ? streamObstacle(prepared) : 'The port cannot stream';
  if (converseStream && obstacle === undefined) {
    const port = { converseStream: converseStream.bind(prepared.port) };
    yield* streamedBatches(core, port, prepared, call);
    return;
  }
  const message = `${obstacle}: the answer comes in one piece.`;
  const warning = { code: 'stream_in_one_piece', message };
  const answered = await roundAnswer(core, prepared);
  const response = answered.with({ warnings: [...answered.warnings, warning] });
  call.arrived = () => prepared.structured?.plan.partial(response) ?? response;
  yield [...replayResponse(response)];
}

/** A conversation in Converse's terms, with the way to send it. */
export interface PreparedRequest {
  readonly request: UnifiedRequest;
  readonly profile: ModelProfile;
  readonly mapping: ConverseMapping;
  /** How the answer gets into the format that is asked for, if any. */
  readonly structured: StructuredOutput | undefined;
  /** The model behind the id, where the service had to be asked for it. */
  readonly base: string | undefined;
  readonly port: ConversePort;
  readonly exchange: ExchangeContext;
}

/** The parameters, checked and completed by the client's defaults. */
export function requestOf({ options }: ClientCore, params: ChatParams): UnifiedRequest {
  const { model, price, responseFormat } = options;
  const defaults = { model, price, response_format: responseFormat };
  const missing = Object.entries(defaults).filter(
    ([name, value]) => value !== undefined && params[name as keyof ChatParams] === undefined,
  );
  return parseParams({ ...params, ...Object.fromEntries(missing) });
}

/** Fits the conversation to the model, its images loaded. */
export async function prepare(
  core: ClientCore,
  request: UnifiedRequest,
  call: Call,
): Promise<PreparedRequest> {
  const { settings, ports } = core;
  const { models, base, warnings } = await core.profiles.knownModel(request.model, call.whole);
  const profile = profileOf(request.model, models);
  const messages = await loadImages(request.messages, settings.images, call.whole.signal);
  const { onUnsupported } = settings;
  const fitted = { ...request, messages, warnings: [...warnings, ...request.warnings] };
  const structured = await structuredOutput(fitted, profile, core.options.responseFormatOptions);
  const planned = structured?.plan.request ?? fitted;
  const mapping = toConverseRequest(planned, { profile, onUnsupported });
  call.observation?.prepared({ baseModel: profile.baseModelId, warnings: mapping.warnings });
  const port = await ports.runtime();
  const exchange = await exchangeContext(core, call, port);
  return { request, profile, mapping, structured, base, port, exchange };
}

/** The same conversation with another request of its plan. */
function mappedAnew(
  { settings: { onUnsupported } }: ClientCore,
  prepared: PreparedRequest,
  request: UnifiedRequest,
): PreparedRequest {
  const { profile, structured } = prepared;
  if (request === structured?.plan.request) return prepared;
  return { ...prepared, mapping: toConverseRequest(request, { profile, onUnsupported }) };
}

function answer(core: ClientCore, prepared: PreparedRequest): Promise<UnifiedResponse> {
  const { structured } = prepared;
  if (!structured) return roundAnswer(core, prepared);
  return structured.create(structured.plan, (request) =>
    roundAnswer(core, mappedAnew(core, prepared, request)),
  );
}

/** The answer of one exchange with the model. */
async function roundAnswer(core: ClientCore, prepared: PreparedRequest): Promise<UnifiedResponse> {
  const { port, mapping, exchange: context } = prepared;
  const input = withoutStreamSettings(mapping.input);
  const { output, requestId } = await exchange(
    (options) => port.converse(input, options),
    input.modelId,
    context,
  );
  const response = fromConverseResponse(output, responseContext(prepared, requestId));
  return finished(core, response, prepared, requestId);
}

/** Converse does not have what only says how a stream is processed. */
function withoutStreamSettings(input: WireConverseRequest): WireConverseRequest {
  if (input.guardrailConfig?.streamProcessingMode === undefined) return input;
  const { streamProcessingMode: _, ...guardrailConfig } = input.guardrailConfig;
  return { ...input, guardrailConfig };
}

async function* streamedBatches(
  core: ClientCore,
  port: StreamingPort,
  prepared: PreparedRequest,
  call: Call,
): Batches {
  const { mapping, exchange: context } = prepared;
  const decoding = (requestId: string | undefined): StreamDecoding => ({
    decoder: createConverseStreamDecoder(responseContext(prepared, requestId)),
    finished: (response) => finished(core, response, prepared, requestId),
    partial: (response) => prepared.structured?.plan.partial(response) ?? response,
  });
  const stream = await openStream(port, mapping.input, context).catch((error: unknown) => {
    throw withNothing(error, decoding);
  });
  const opened = decoding(stream.requestId);
  call.arrived = () => arrivedOf(opened);
  yield* decodeStream(stream, opened);
}

const UNCOUNTED: Cost = {
  status: 'unknown',
  reason: 'usage-missing',
  message: 'The answer came without its usage.',
};

/** Adds what the answer itself does not say: where it came from and what it cost. */
function finished(
  core: ClientCore,
  response: UnifiedResponse,
  { request, base, exchange: { region } }: PreparedRequest,
  requestId: string | undefined,
): UnifiedResponse {
  const located = response.with({
    providerMetadata: {
      ...response.providerMetadata,
      ...(requestId === undefined ? {} : { requestId }),
      ...(region === undefined ? {} : { region }),
      ...(base === undefined ? {} : { baseModel: base }),
    },
  });
  // Bedrock's usage is kept as it came; where none has come, 0 tokens are no count.
  const isCounted = response.usage.raw !== undefined;
  const cost = isCounted ? responseCost(core.prices, located, request, new Date()) : UNCOUNTED;
  return located.with({ cost });
}

function responseContext(
  { request, profile, mapping }: PreparedRequest,
  requestId: string | undefined,
): ResponseContext {
  return {
    id: requestId ?? '',
    model: request.model,
    baseModel: profile.baseModelId ?? request.model,
    toolNames: mapping.toolNames,
    warnings: mapping.warnings,
    repairs: mapping.repairs,
  };
}

/** Why the model cannot stream this call: "This model doesn't support tool use in streaming mode." */
function streamObstacle({ profile, mapping }: PreparedRequest): string | undefined {
  if (!profile.streaming) return 'The model cannot stream';
  const withTools = mapping.input.toolConfig !== undefined;
  return withTools && !profile.streamingWithTools
    ? 'The model cannot stream with tools'
    : undefined;
}
