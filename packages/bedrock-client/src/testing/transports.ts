import type { Emulator, EmulatorOptions } from '@outcrop/bedrock-emulator';
import type { BedrockClient } from '../bedrock-client.js';
import type { BedrockClientOptions } from '../options.js';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate.js';
import { clientOf, emulated } from './emulated.js';

/** A way from a client to an emulator. */
export interface Transport {
  readonly name: string;
  readonly protocol: 'http1' | 'http2';
  /** Both end with the test. */
  connect(
    emulatorOptions?: EmulatorOptions,
    clientOptions?: BedrockClientOptions,
  ): Promise<{ readonly emulator: Emulator; readonly client: BedrockClient }>;
}

const TLS = { cert: CERTIFICATE, key: CERTIFICATE_KEY };

function transport(name: string, protocol: Transport['protocol'], isSecure: boolean): Transport {
  return {
    name,
    protocol,
    connect: async (emulatorOptions, clientOptions) => {
      const emulator = await emulated({ ...emulatorOptions, ...(isSecure && { tls: TLS }) });
      const ca = isSecure ? { ca: CERTIFICATE } : {};
      return { emulator, client: clientOf(emulator, { protocol, ...ca, ...clientOptions }) };
    },
  };
}

export const TRANSPORTS: readonly Transport[] = [
  transport('HTTP/1.1', 'http1', false),
  transport('HTTP/2', 'http2', false),
  transport('HTTP/1.1 over TLS', 'http1', true),
  transport('HTTP/2 over TLS', 'http2', true),
];
