import type { EmulatorCredentials } from './authentication.js';
import { CassetteLibrary } from './cassettes/cassette-library.js';
import type { ConnectionCounts } from './connections.js';
import { type EmulatorOptions, emulatorSettings } from './emulator-options.js';
import { exchangeHandler } from './exchange.js';
import { listen } from './listener.js';
import type { RecordedRequest } from './recorded-request.js';
import { ReplyQueue } from './reply-queue.js';
import type { ReplyStep } from './reply-types.js';

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
  /** Every request, in the order in which the answers were known. */
  readonly requests: readonly RecordedRequest[];
  /** How many TCP connections clients have opened, and how many of them are open now. */
  readonly connections: ConnectionCounts;
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
 * Starts a Bedrock Runtime endpoint on this machine. It answers Converse and ConverseStream over
 * HTTP/1.1 and HTTP/2 on one port, checks signatures and requests as the real service does, and
 * replies from a script or, without one, with a stand-in model that says that it is one.
 *
 * @throws Error of the system when the port cannot be opened or the certificate cannot be read;
 *   TypeError when the endpoint to record is no URL.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = emulatorSettings(options);
  const queue = new ReplyQueue(options.replies);
  const cassettes = new CassetteLibrary(options.cassettes);
  const requests: RecordedRequest[] = [];
  let closing = false;

  const isClosing = () => closing;
  const listener = await listen(
    settings,
    exchangeHandler({ settings, queue, cassettes, requests, isClosing }),
  );
  const close = (): Promise<void> => {
    closing = true;
    return listener.close();
  };

  const { credentials, region } = settings.authentication;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const url = `${settings.tls ? 'https' : 'http'}://${host}:${listener.port}`;
  const emulator: Emulator = {
    url,
    clientOptions: { region, endpoint: url, credentials },
    requests,
    get connections() {
      return listener.connections;
    },
    reply: (script, { model } = {}) => {
      queue.add(script, model);
      return emulator;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return emulator;
}
