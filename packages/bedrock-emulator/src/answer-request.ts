import { authenticate, describeAuthentication } from './authentication.js';
import { AwsError, errorResponse } from './aws-error.js';
import type { Delivery } from './delivery/delivery.js';
import type { EmulatorSettings } from './emulator-options.js';
import type { JsonValue } from './json.js';
import { readConverseRequest } from './read-converse-request.js';
import type { ReceivedRequest } from './recorded-request.js';
import { replyDelivery, responseDelivery } from './reply-delivery.js';
import type { ReplyQueue } from './reply-queue.js';
import { route } from './router.js';
import { scriptedReply } from './scripted-reply.js';
import type { WireRequest } from './wire-exchange.js';

/** A request as it was understood, and how it is answered. */
export interface Answered {
  readonly received: ReceivedRequest;
  readonly delivery: Delivery;
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

async function respond(
  request: WireRequest,
  received: ReceivedRequest,
  settings: EmulatorSettings,
  queue: ReplyQueue,
): Promise<Delivery> {
  checkOperation(received);
  authenticate(request, settings.authentication, received.receivedAt);
  if (received.body === undefined) throw new AwsError('SerializationException');
  const modelId = received.modelId ?? '';
  const converseRequest = readConverseRequest(modelId, received.body, settings.checks);
  const reply = await scriptedReply(queue.take(modelId), settings.onExhausted, received);
  return replyDelivery(reply, { request: converseRequest, received });
}

/**
 * Answers one request, in the order the real front end works: operation, caller, JSON, validation,
 * and only then the model, so that a refused request takes no step of the script. Never rejects.
 */
export async function answerRequest(
  request: WireRequest,
  settings: EmulatorSettings,
  queue: ReplyQueue,
): Promise<Answered> {
  const received = receivedRequest(request, settings.clock());
  try {
    return { received, delivery: await respond(request, received, settings, queue) };
  } catch (error) {
    const answer =
      error instanceof AwsError
        ? error
        : new AwsError('InternalServerException', `The emulator failed: ${String(error)}`);
    return { received, delivery: responseDelivery(errorResponse(answer)) };
  }
}
