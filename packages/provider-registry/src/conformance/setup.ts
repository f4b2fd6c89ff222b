import type { ClientConfig, ProviderAdapter } from '../adapter.js';
import type { ReceivedRequest, Reply } from './reply.js';

/** Registers a test: `it` of Vitest, Jest and Mocha, `test` of `node:test`. */
export type TestFunction = (name: string, run: () => Promise<void>) => unknown;

/** What the kit has to know of an adapter. */
export interface ConformanceSetup {
  readonly adapter: ProviderAdapter;
  /** A model that can do all that the manifest declares. */
  readonly model: string;
  /**
   * Starts a provider that answers every request with what `answer` says to it. It is asked for a
   * new one in every check, sometimes for several.
   */
  readonly serve: (answer: Answer) => FakeProvider | Promise<FakeProvider>;
  /** How long a check may take before it fails. Default: 4,000 ms, less than runners give a test. */
  readonly patienceMs?: number;
}

/** What the provider has to say to a request. */
export type Answer = (request: ReceivedRequest) => Reply;

/** A provider that says what it is told. */
export interface FakeProvider {
  /**
   * What a client needs to reach it, and to try each call once: retries belong to the adapter's own
   * tests. It has a value for every secret field that a client can have at the same time.
   */
  readonly config: ClientConfig;
  /** Ends it, with all connections that are still open. */
  close(): void | Promise<void>;
}
