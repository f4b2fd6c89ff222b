import type { ConversePort } from './converse-port.js';
import type { BedrockClientOptions } from './options.js';
import type { Settings } from './settings.js';

/**
 * The way to the service. The AWS SDK is loaded with the first call, so that importing this package
 * costs next to nothing.
 */
export class Ports {
  readonly #options: BedrockClientOptions;
  readonly #settings: Settings;
  #runtime: Promise<ConversePort> | undefined;

  constructor(options: BedrockClientOptions, settings: Settings) {
    this.#options = options;
    this.#settings = settings;
  }

  runtime(): Promise<ConversePort> {
    this.#runtime ??= this.#openRuntime().catch((error: unknown) => {
      this.#runtime = undefined;
      throw error;
    });
    return this.#runtime;
  }

  /** Closes connections. A client or port of the caller's own stays open: it is the caller's to close. */
  async close(): Promise<void> {
    if (this.#options.port || this.#options.client) return;
    const port = await this.#runtime?.catch(() => undefined);
    await port?.close?.();
  }

  async #openRuntime(): Promise<ConversePort> {
    const { port, client } = this.#options;
    if (port) return port;
    const { createSdkPort, portOverSdk } = await import('./sdk-port.js');
    if (client) return portOverSdk(client);
    const { region = '', authentication, endpoint, protocol, network, timeLimits } = this.#settings;
    const { connectMs } = timeLimits;
    return createSdkPort({ region, authentication, endpoint, protocol, connectMs, network });
  }
}
