import type { AuthenticationPolicy, EmulatorCredentials } from './authentication.js';
import type { Cassette } from './cassettes/cassette.js';
import type { RecordOptions } from './cassettes/recorder.js';
import type { TlsIdentity } from './listener.js';
import type { RequestChecks, RuleSet } from './read-converse-request.js';
import type { OnExhausted, ReplyScript } from './reply-queue.js';

/** Options of `startEmulator`. */
export interface EmulatorOptions {
  /** @defaultValue 0, any free port */
  readonly port?: number;
  /** @defaultValue '127.0.0.1' */
  readonly host?: string;
  /**
   * A certificate in PEM: the emulator then speaks TLS only, and HTTP/2 and HTTP/1.1 as the client
   * chooses. @defaultValue no TLS
   */
  readonly tls?: TlsIdentity;
  /** The region requests must be signed for. @defaultValue 'us-east-1' */
  readonly region?: string;
  /** The one access key that is accepted. @defaultValue a fixed pair that is obviously not real */
  readonly credentials?: EmulatorCredentials;
  /** Bedrock API keys accepted as bearer tokens. @defaultValue none */
  readonly apiKeys?: readonly string[];
  /** Whether signatures and API keys are checked. @defaultValue 'verify' */
  readonly auth?: 'verify' | 'none';
  /** Whether constraints and rules are checked. @defaultValue true */
  readonly validate?: boolean;
  /**
   * Which rules: those of the service, which hold for every model, or also those of the families of
   * models. @defaultValue 'service'
   */
  readonly rules?: RuleSet;
  /** Globs of the model ids that exist. @defaultValue every well-formed id does */
  readonly models?: readonly string[];
  /** What to answer. @defaultValue the stand-in model answers */
  readonly replies?: ReplyScript;
  /** What to do when a sequence of replies is used up. @defaultValue 'stand-in' */
  readonly onExhausted?: OnExhausted;
  /**
   * Recorded exchanges, which answer the requests they were recorded for before any script does.
   * With cassettes alone, a request that none of them answers is an error.
   */
  readonly cassettes?: readonly Cassette[];
  /** Passes every request on to an endpoint and records it, in place of everything above. */
  readonly record?: RecordOptions;
  /** How many of the latest requests `emulator.requests` keeps. @defaultValue all */
  readonly keepRequests?: number;
  /** The time, for `date` headers and for checking signatures. @defaultValue the system's clock */
  readonly clock?: () => Date;
}

/** AWS's own documentation example, so that no scanner takes it for a leaked key. */
const DEFAULT_CREDENTIALS: EmulatorCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** Options with every default filled in. */
export interface EmulatorSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsIdentity | undefined;
  readonly authentication: AuthenticationPolicy;
  readonly checks: RequestChecks;
  readonly onExhausted: OnExhausted;
  readonly record: RecordOptions | undefined;
  readonly keepRequests: number;
  readonly clock: () => Date;
}

/**
 * Fills in the defaults.
 *
 * @throws TypeError when the endpoint to record is no URL.
 */
export function emulatorSettings(options: EmulatorOptions): EmulatorSettings {
  const endpoint = options.record?.endpoint;
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    throw new TypeError(`record.endpoint must be a URL, not '${endpoint}'`);
  }
  return {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    tls: options.tls,
    authentication: {
      mode: options.auth ?? 'verify',
      credentials: options.credentials ?? DEFAULT_CREDENTIALS,
      apiKeys: options.apiKeys ?? [],
      region: options.region ?? 'us-east-1',
    },
    checks: {
      validate: options.validate ?? true,
      rules: options.rules ?? 'service',
      models: options.models,
    },
    onExhausted: options.onExhausted ?? 'stand-in',
    record: options.record,
    keepRequests: options.keepRequests ?? Number.POSITIVE_INFINITY,
    clock: options.clock ?? (() => new Date()),
  };
}
