import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerRequest } from './answer-request.js';
import type { EmulatorCredentials } from './authentication.js';
import { type EmulatorOptions, emulatorSettings } from './emulator-options.js';
import {
  abandon,
  type NodeRequest,
  type NodeResponse,
  readRequest,
  writeResponse,
} from './http-exchange.js';
import { listen } from './listener.js';
import type { RecordedRequest } from './recorded-request.js';
import type { ReplyStep } from './reply.js';
import { ReplyQueue } from './reply-queue.js';

/** A running emulator. */
export interface Emulator {
  /** Where it listens, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** What a client needs to reach it: spread into the options of the AWS SDK's client or ours. */
  readonly clientOptions: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: EmulatorCredentials;
  };
  /** Every answered request, in the order of the answers. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Adds replies that answer one request each, before what the options say. Requests that fail
   * authentication or validation take none.
   */
  reply(
    script: ReplyStep | readonly ReplyStep[],
    options?: {
      /** Only for models that match this glob. @defaultValue every model */
      readonly model?: string;
    },
  ): Emulator;
  /** Stops listening and ends every open connection. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a Bedrock Runtime endpoint on this machine. It answers Converse over HTTP/1.1 and HTTP/2
 * (prior knowledge) on one port, checks signatures and requests as the real service does, and
 * replies from a script or, without one, with a stand-in model that says that it is one.
 *
 * @throws Error of the system when the port cannot be opened.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = emulatorSettings(options);
  const queue = new ReplyQueue(options.replies);
  const requests: RecordedRequest[] = [];
  const closing = new AbortController();

  async function exchange(
    request: NodeRequest,
    response: NodeResponse,
    connectionId: number,
  ): Promise<void> {
    const wireRequest = await readRequest(request, connectionId);
    const { received, response: answer } = await answerRequest(wireRequest, settings, queue);
    const { delayMs, ...content } = answer;
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: closing.signal });
    const requestId = randomUUID();
    const headers = {
      // The AWS SDK corrects its clock by this header.
      date: settings.clock().toUTCString(),
      'x-amzn-requestid': requestId,
      ...content.headers,
    };
    const written = { ...content, headers };
    requests.push({ ...received, response: { ...written, requestId } });
    writeResponse(response, written);
  }

  const listener = await listen(settings, (request, response, connectionId) => {
    // It rejects when the client goes away, the emulator closes or a reply cannot be sent.
    exchange(request, response, connectionId).catch(() => abandon(response));
  });
  const close = (): Promise<void> => {
    closing.abort();
    return listener.close();
  };

  const { credentials, region } = settings.authentication;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const url = `http://${host}:${listener.port}`;
  const emulator: Emulator = {
    url,
    clientOptions: { region, endpoint: url, credentials },
    requests,
    reply: (script, { model } = {}) => {
      queue.add(script, model);
      return emulator;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return emulator;
}
