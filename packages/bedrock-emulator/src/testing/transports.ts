import { Agent } from 'node:https';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import type { EmulatorOptions } from '../emulator-options.js';
import { type Emulator, startEmulator } from '../start-emulator.js';
import { selfSignedCertificate } from './self-signed-certificate.js';

/** An emulator and a client of it, over one kind of connection. */
export interface Pair {
  readonly emulator: Emulator;
  readonly client: BedrockRuntimeClient;
  close(): Promise<void>;
}

/** A way the AWS SDK can reach the emulator. */
export interface Transport {
  readonly name: 'HTTP/1.1' | 'HTTP/2' | 'HTTP/1.1 over TLS' | 'HTTP/2 over TLS';
  readonly protocol: 'http1' | 'h2c' | 'h2';
  connect(options?: EmulatorOptions): Promise<Pair>;
}

const tls = selfSignedCertificate();
const { cert: ca } = tls;

function transport(
  name: Transport['name'],
  protocol: Transport['protocol'],
  emulatorOptions: EmulatorOptions,
  requestHandler: () => NodeHttpHandler | NodeHttp2Handler | undefined,
): Transport {
  return {
    name,
    protocol,
    connect: async (options) => {
      const emulator = await startEmulator({ ...emulatorOptions, ...options });
      const handler = requestHandler();
      const client = new BedrockRuntimeClient({
        ...emulator.clientOptions,
        ...(handler && { requestHandler: handler }),
      });
      const close = () => {
        client.destroy();
        return emulator.close();
      };
      return { emulator, client, close };
    },
  };
}

/** The default handler of the SDK is the one for HTTP/2, with a connection for each call. */
export const transports: readonly Transport[] = [
  transport('HTTP/1.1', 'http1', {}, () => new NodeHttpHandler({})),
  transport('HTTP/2', 'h2c', {}, () => undefined),
  transport(
    'HTTP/1.1 over TLS',
    'http1',
    { tls },
    () => new NodeHttpHandler({ httpsAgent: new Agent({ ca, keepAlive: true }) }),
  ),
  transport(
    'HTTP/2 over TLS',
    'h2',
    { tls },
    () =>
      new NodeHttp2Handler({
        disableConcurrentStreams: true,
        nodeHttp2ConnectOptions: { ca },
      }),
  ),
];
