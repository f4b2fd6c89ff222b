import type { Pricer } from '@outcrop/pricing';
import type { Timeouts } from '@outcrop/provider-registry';
import type { ClientOptions } from 'openai';
import type { PresetName, Quirks } from './preset.js';

/** AWS credentials that calls are signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** What makes a client. Nothing is read from the environment. */
export interface OpenAiClientOptions {
  /** The service. Default: `openai`. */
  readonly preset?: PresetName;
  /** Its address, when it is not the preset's own. Azure: that of the resource. */
  readonly baseUrl?: string;
  /** A key, or a function that gets one for each call. Azure takes a function's for a token of Entra. */
  readonly apiKey?: string | (() => Promise<string>);
  readonly organization?: string;
  readonly project?: string;
  /** Azure: the `api-version`. */
  readonly apiVersion?: string;
  /** Azure: the deployment. Default: the model of the call. */
  readonly deployment?: string;
  /** Bedrock: the region, such as `us-west-2`. */
  readonly region?: string;
  /** Bedrock: signs calls (SigV4) in place of a key. A function is asked for each attempt. */
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
  /** Model of calls that name none. */
  readonly model?: string;
  /** USD per 1,000 tokens, for calls that name no price. */
  readonly price?: readonly [inputPer1k: number, outputPer1k: number];
  /** Your own prices. Default: the shipped table for Bedrock, none for others. */
  readonly pricer?: Pricer;
  /** Seconds to wait for the answer to begin, and for each next piece of it. */
  readonly timeout?: number;
  /** Milliseconds, before `timeout`. Default: 300,000 for `firstByteMs` and `idleMs`; no `totalMs`. */
  readonly timeouts?: Omit<Timeouts, 'connectMs'>;
  /** How often a call is sent again. Default: 2. */
  readonly maxRetries?: number;
  /** Headers of every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the global `fetch`. */
  readonly fetch?: ClientOptions['fetch'];
  /** Where the server differs from the preset. */
  readonly quirks?: Partial<Quirks>;
}
