import { ProviderError } from '@outcrop/unified-response';
import type { ControlPort } from './control-port.js';
import type { ConversePort } from './converse-port.js';
import type { BedrockClientOptions } from './options.js';
import type { SdkSettings } from './sdk-port.js';
import type { Settings } from './settings.js';

/**
 * The way to the service. The AWS SDK is loaded with the first call, so that importing this package
 * costs next to nothing.
 */
export class Ports {
  readonly #options: BedrockClientOptions;
  readonly #settings: Settings;
  #runtime: Promise<ConversePort> | undefined;
  #control: Promise<ControlPort> | undefined;

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

  /** The way to the control plane. */
  control(): Promise<ControlPort> {
    this.#control ??= this.#openControl().catch((error: unknown) => {
      this.#control = undefined;
      throw error;
    });
    return this.#control;
  }

  /** Closes connections. A client or port of the caller's own stays open: it is the caller's to close. */
  async close(): Promise<void> {
    const { port, client, controlClient } = this.#options;
    const runtime = port || client ? undefined : await this.#runtime?.catch(() => undefined);
    const control = controlClient ? undefined : await this.#control?.catch(() => undefined);
    control?.close();
    await runtime?.close?.();
  }

  async #openRuntime(): Promise<ConversePort> {
    const { port, client } = this.#options;
    if (port) return port;
    const { createSdkPort, portOverSdk } = await import('./sdk-port.js');
    if (client) return portOverSdk(client);
    return createSdkPort({ ...this.#sdkSettings(), endpoint: this.#settings.endpoint });
  }

  async #openControl(): Promise<ControlPort> {
    const { port, client, controlClient } = this.#options;
    const { createControlPort, controlPortOverSdk } = await import('./sdk-control-port.js');
    if (controlClient) return controlPortOverSdk(controlClient);
    // Its credentials are not ours to take.
    if (port || client) throw noControlClient();
    return createControlPort({ ...this.#sdkSettings(), endpoint: this.#settings.controlEndpoint });
  }

  #sdkSettings(): Omit<SdkSettings, 'endpoint'> {
    const { region = '', authentication, protocol, network, timeLimits } = this.#settings;
    return { region, authentication, protocol, connectMs: timeLimits.connectMs, network };
  }
}

function noControlClient(): ProviderError {
  return new ProviderError(
    'The control plane cannot be reached over a client or port of your own',
    {
      reason: 'config',
      path: 'controlClient',
      hint: 'Pass a BedrockClient of @aws-sdk/client-bedrock as controlClient.',
      provider: 'bedrock',
    },
  );
}
