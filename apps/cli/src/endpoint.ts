import { startEmulator } from '@outcrop/bedrock-emulator';

/** Where the questions go. */
export interface Endpoint {
  /** For the client's configuration. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What a person should know about it, in a line. */
  readonly note: string;
  readonly billed: boolean;
  close(): Promise<void>;
}

/** Amazon Bedrock with `live`, else the stand-in on this machine, which costs nothing. */
export async function openEndpoint(options: {
  readonly live?: boolean;
  readonly region?: string;
  readonly profile?: string;
}): Promise<Endpoint> {
  if (options.live) {
    return {
      config: {
        ...(options.region === undefined ? {} : { region: options.region }),
        ...(options.profile === undefined ? {} : { profile: options.profile }),
      },
      note: 'Amazon Bedrock, billed to your AWS account.',
      billed: true,
      close: async () => {},
    };
  }
  const emulator = await startEmulator();
  return {
    config: { ...emulator.clientOptions },
    note: 'A stand-in for Bedrock answers on this machine: no AWS account, no bill (--live goes to AWS).',
    billed: false,
    close: () => emulator.close(),
  };
}
