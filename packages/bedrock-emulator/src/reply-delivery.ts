import { AwsError, errorResponse } from './aws-error.js';
import type { ConverseRequest } from './converse-wire.js';
import {
  type Answer,
  answerSteps,
  type Delivery,
  type DeliveryStep,
  joinWrites,
  type Pace,
  splitWrites,
} from './delivery/delivery.js';
import { faultySteps } from './faults/answer-faults.js';
import { type Fault, isFrameFault } from './faults/fault.js';
import { faultyFrames } from './faults/frame-faults.js';
import { eventsOf, responseOf } from './model-answer.js';
import type { ReceivedRequest } from './recorded-request.js';
import type { EventsReply, MessageReply, Reply } from './reply-types.js';
import { scriptError } from './script-error.js';
import { EVENT_STREAM, encodeFrame } from './stream/frame.js';
import { eventFrames } from './stream/wire-event.js';
import type { WireResponse } from './wire-exchange.js';

const EMPTY = Buffer.alloc(0);

/** A request that is answered. */
interface Asked {
  readonly request: ConverseRequest;
  readonly received: ReceivedRequest;
}

/** A whole response, sent at once or split. */
export function responseDelivery(
  { status, headers, body }: WireResponse,
  pace: Pace = {},
): Delivery {
  const bytes = Buffer.from(body);
  // A stream does not know its length when it starts.
  const isStream = headers['content-type'] === EVENT_STREAM;
  const length = !isStream && { 'content-length': String(bytes.byteLength) };
  const pieces = bytes.byteLength === 0 ? [] : [bytes];
  const steps = paced(answerSteps(pieces, pace), pace.split);
  return { status, headers: { ...length, ...headers }, body, steps };
}

function paced(steps: readonly DeliveryStep[], split: number | undefined): DeliveryStep[] {
  return split === undefined ? joinWrites(steps) : splitWrites(steps, split);
}

function withFault(
  steps: readonly DeliveryStep[],
  fault: Fault | undefined,
  split: number | undefined,
): DeliveryStep[] {
  if (fault === undefined || isFrameFault(fault)) return paced(steps, split);
  if (fault.kind !== 'drip') return paced(faultySteps(steps, fault), split);
  return splitWrites(joinWrites(steps), fault.options.bytes ?? 1, fault.options.ms ?? 10);
}

function streamAnswer(
  answer: MessageReply | EventsReply | undefined,
  request: ConverseRequest,
  fault: Fault | undefined,
): Answer {
  const frames = eventFrames(eventsOf(answer, request), answer?.paddingSeed ?? 0);
  return {
    status: 200,
    headers: { 'content-type': EVENT_STREAM },
    pieces: fault && isFrameFault(fault) ? faultyFrames(frames, fault) : frames.map(encodeFrame),
  };
}

function bodyAnswer(
  answer: MessageReply | EventsReply | undefined,
  request: ConverseRequest,
  fault: Fault | undefined,
): Answer {
  if (answer?.kind === 'events') throw scriptError('reply.events answers ConverseStream only.');
  if (fault && isFrameFault(fault)) {
    throw scriptError(`The fault '${fault.kind}' answers ConverseStream only.`);
  }
  const body = Buffer.from(JSON.stringify(responseOf(answer, request)));
  // A response that ends in good order cannot announce more than it has.
  const length = fault?.kind !== 'end' && { 'content-length': String(body.byteLength) };
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...length },
    pieces: [body],
  };
}

function checkProtocol(fault: Fault | undefined, { protocol }: ReceivedRequest): void {
  if (protocol !== 'http1' || (fault?.kind !== 'goaway' && fault?.kind !== 'rst-stream')) return;
  throw scriptError(`The fault '${fault.kind}' is one of HTTP/2; this request came by HTTP/1.1.`);
}

/** What the model says, as one body or as a stream, with or without a fault in it. */
function modelDelivery(
  answer: MessageReply | EventsReply | undefined,
  { request, received }: Asked,
  fault?: Fault,
  delayMs: number | undefined = answer?.delayMs,
): Delivery {
  checkProtocol(fault, received);
  const isStream = received.operation === 'ConverseStream';
  const whole = (isStream ? streamAnswer : bodyAnswer)(answer, request, fault);
  const pacedSteps = answerSteps(whole.pieces, { delayMs, pacing: answer?.pacing });
  const steps = withFault(pacedSteps, fault, answer?.split);
  const sent = Buffer.concat(steps.map((step) => (step.kind === 'write' ? step.bytes : EMPTY)));
  const { status, headers } = whole;
  return { status, headers, body: isStream ? sent : sent.toString('utf8'), steps };
}

/**
 * How a reply goes over the wire; undefined is the stand-in model's.
 *
 * @throws AwsError EmulatorScriptException for a reply that cannot answer this request.
 */
export function replyDelivery(reply: Reply | undefined, asked: Asked): Delivery {
  switch (reply?.kind) {
    case undefined:
    case 'message':
    case 'events':
      return modelDelivery(reply, asked);
    case 'fault':
      return modelDelivery(reply.answer, asked, reply.fault, reply.delayMs);
    case 'error': {
      const { exception, message, details, delayMs } = reply;
      return responseDelivery(errorResponse(new AwsError(exception, message, details)), {
        delayMs,
      });
    }
    case 'raw': {
      const { status = 200, headers = {}, body = '' } = reply;
      return responseDelivery({ status, headers, body }, reply);
    }
  }
}
