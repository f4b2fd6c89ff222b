import { randomUUID } from 'node:crypto';
import { type AnswerContext, answerRequest } from './answer-request.js';
import { ClientGoneError, deliver } from './delivery/deliver.js';
import { abandon, readRequest } from './http-exchange.js';
import type { ExchangeHandler } from './listener.js';
import type { ExchangeEnd, RecordedRequest } from './recorded-request.js';

/** What the exchanges of one emulator have in common. */
export interface ExchangeContext extends Omit<AnswerContext, 'signal'> {
  /** Gets each request as soon as its answer is known. */
  readonly requests: RecordedRequest[];
  /** Whether the emulator is closing, so that connections end by its doing. */
  readonly isClosing: () => boolean;
}

/** A record while its exchange goes on. */
type OpenRecord = { -readonly [Member in keyof RecordedRequest]: RecordedRequest[Member] };

/** Receives, answers and records requests. */
export function exchangeHandler(context: ExchangeContext): ExchangeHandler {
  const { settings, requests, isClosing } = context;

  return (request, response, connection) => {
    const over = new AbortController();
    const { signal } = over;
    let record: OpenRecord | undefined;
    const endedBy = (side: ExchangeEnd) => {
      if (record) record.closedBy ??= side;
    };
    const closer = () => (isClosing() ? 'server' : 'client');
    response.once('close', () => {
      over.abort();
      endedBy(closer());
    });

    async function exchange(): Promise<void> {
      const wireRequest = await readRequest(request, connection.id);
      const { received, delivery } = await answerRequest(wireRequest, { ...context, signal });
      const requestId = delivery.headers['x-amzn-requestid'] ?? randomUUID();
      const headers = { 'x-amzn-requestid': requestId, ...delivery.headers };
      const { status, body, steps } = delivery;
      const closedBy = signal.aborted ? closer() : undefined;
      record = { ...received, response: { status, headers, body, requestId }, closedBy };
      requests.push(record);
      if (requests.length > settings.keepRequests) requests.shift();
      await deliver(
        { status, headers, body, steps },
        {
          response,
          connection,
          signal,
          date: () => settings.clock().toUTCString(),
          onEnd: () => endedBy('server'),
        },
      );
    }

    // It rejects when the exchange is over before its time, or a reply cannot be sent.
    exchange().catch((error: unknown) => {
      endedBy(error instanceof ClientGoneError ? closer() : 'server');
      abandon(response);
    });
  };
}
