import { authenticate, describeAuthentication } from './authentication.js';
import { AwsError, errorResponse } from './aws-error.js';
import type { CassetteQuery } from './cassettes/cassette.js';
import type { CassetteLibrary } from './cassettes/cassette-library.js';
import { recordedDelivery } from './cassettes/recorder.js';
import { replay } from './cassettes/replay.js';
import type { Delivery } from './delivery/delivery.js';
import type { EmulatorSettings } from './emulator-options.js';
import type { JsonValue } from './json.js';
import { readConverseRequest } from './read-converse-request.js';
import type { ReceivedRequest } from './recorded-request.js';
import { replyDelivery, responseDelivery } from './reply-delivery.js';
import type { ReplyQueue } from './reply-queue.js';
import { route } from './router.js';
import { scriptError } from './script-error.js';
import { scriptedReply } from './scripted-reply.js';
import type { WireRequest } from './wire-exchange.js';

/** A request as it was understood, and how it is answered. */
export interface Answered {
  readonly received: ReceivedRequest;
  readonly delivery: Delivery;
}

/** What an answer depends on besides the request. */
export interface AnswerContext {
  readonly settings: EmulatorSettings;
  readonly queue: ReplyQueue;
  readonly cassettes: CassetteLibrary;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

const REDACTED = '[redacted]';

function withoutSecrets(headers: WireRequest['headers']): Record<string, string> {
  const { authorization = '', 'x-amz-security-token': token } = headers;
  return {
    ...headers,
    ...(/^bearer /i.test(authorization) && { authorization: `Bearer ${REDACTED}` }),
    ...(token !== undefined && { 'x-amz-security-token': REDACTED }),
  };
}

/** An empty body is an empty object, as the service's parser has it. */
function parsedBody(body: Uint8Array): JsonValue | undefined {
  if (body.byteLength === 0) return {};
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return JSON.parse(decoder.decode(body)) as JsonValue;
  } catch {
    return undefined;
  }
}

function receivedRequest(request: WireRequest, receivedAt: Date): ReceivedRequest {
  return {
    ...route(request.method, request.target),
    body: parsedBody(request.body),
    rawBody: request.body,
    headers: withoutSecrets(request.headers),
    protocol: request.protocol,
    connectionId: request.connectionId,
    auth: describeAuthentication(request),
    receivedAt,
  };
}

function checkOperation({ operation }: ReceivedRequest): void {
  if (operation === 'Converse' || operation === 'ConverseStream') return;
  if (operation === 'Unknown') throw new AwsError('UnknownOperationException');
  throw new AwsError(
    'UnknownOperationException',
    `The Outcrop emulator does not answer ${operation}; it answers Converse and ConverseStream.`,
    { status: 501 },
  );
}

function cassetteQuery(
  { method, target, body }: WireRequest,
  received: ReceivedRequest,
): CassetteQuery {
  const query = { method, path: target };
  if (body.byteLength === 0) return query;
  const isJson = received.body !== undefined;
  return { ...query, request: isJson ? received.body : Buffer.from(body).toString('utf8') };
}

async function respond(
  request: WireRequest,
  received: ReceivedRequest,
  { settings, queue, cassettes, signal }: AnswerContext,
): Promise<Delivery> {
  const { authentication, record } = settings;
  const now = received.receivedAt;
  if (record) {
    // Without credentials of its own the endpoint judges the caller.
    if (record.credentials) authenticate(request, authentication, now);
    return recordedDelivery(request, record, { region: authentication.region, now, signal });
  }
  const query = cassetteQuery(request, received);
  const reel = cassettes.find(query);
  if (!reel) checkOperation(received);
  authenticate(request, authentication, now);
  const cassette = reel?.play();
  if (cassette) return responseDelivery(replay(cassette));
  if (received.body === undefined) throw new AwsError('SerializationException');
  const modelId = received.modelId ?? '';
  const operation = received.operation === 'ConverseStream' ? 'ConverseStream' : 'Converse';
  const converseRequest = readConverseRequest(modelId, received.body, settings.checks, operation);
  const next = queue.take(modelId);
  if (next.kind === 'unscripted' && !cassettes.isEmpty) {
    throw scriptError(cassettes.missing(query));
  }
  const reply = await scriptedReply(next, settings.onExhausted, received);
  return replyDelivery(reply, { request: converseRequest, received });
}

/**
 * Answers one request, in the order the real front end works: operation, caller, JSON, validation,
 * and only then the model, so that a refused request takes no step of the script. Never rejects.
 */
export async function answerRequest(
  request: WireRequest,
  context: AnswerContext,
): Promise<Answered> {
  const received = receivedRequest(request, context.settings.clock());
  try {
    return { received, delivery: await respond(request, received, context) };
  } catch (error) {
    const answer =
      error instanceof AwsError
        ? error
        : new AwsError('InternalServerException', `The emulator failed: ${String(error)}`);
    return { received, delivery: responseDelivery(errorResponse(answer)) };
  }
}
