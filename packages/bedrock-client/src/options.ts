import type { ProfileOverrides } from '@outcrop/bedrock-models';
import type { OnUnsupported } from '@outcrop/converse-mapping';
import type { Pricer } from '@outcrop/pricing';
import type { Timeouts } from '@outcrop/provider-registry';
import type { ResponseFormatOptions } from '@outcrop/structured-output';
import type { ResponseFormat } from '@outcrop/unified-response';
import type { ConversePort, SdkClient } from './converse-port.js';
import type { OnCredentialsExpired } from './credential-renewal.js';
import type { Hooks } from './hooks.js';
import type { TelemetryOptions } from './telemetry-options.js';

/** AWS credentials, in the AWS SDK's own shape. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Credentials, or a function that gets fresh ones. */
export type CredentialsSource = Credentials | (() => Promise<Credentials>);

/** A role to take on, with `AssumeRole` of AWS STS. It needs `@aws-sdk/credential-providers`. */
export interface AssumeRole {
  readonly roleArn: string;
  readonly externalId?: string;
  /** Default: the AWS SDK's, `aws-sdk-js-` and the time. */
  readonly sessionName?: string;
  /** Default 3600. */
  readonly durationSeconds?: number;
  /** The device of multi-factor authentication; with it comes `mfaCode`. */
  readonly mfaSerial?: string;
  /** Asked for a code each time the role is taken on anew. */
  readonly mfaCode?: (mfaSerial: string) => Promise<string>;
}

/** A role to take on with the token of another identity. It needs `@aws-sdk/credential-providers`. */
export interface WebIdentity {
  /** The file with the token; read each time the role is taken on anew. */
  readonly tokenFile: string;
  readonly roleArn: string;
  readonly sessionName?: string;
  /** Default 3600. */
  readonly durationSeconds?: number;
}

/** The address of a proxy, or the environment's, or none. */
export type ProxyOption = 'env' | false | string | URL;

/** How images that are given by address are loaded. */
export interface ImageLoading {
  /** Bytes of one image. Default 3,932,160: what Bedrock takes, 5 MB as base64. */
  readonly maxBytes?: number;
  /** Milliseconds for one image, redirects included. Default 10,000. */
  readonly timeoutMs?: number;
  /** Also load from loopback, private and link-local addresses, and over plain http. Default false. */
  readonly allowPrivate?: boolean;
}

/**
 * How to reach Bedrock. Credentials are taken from the first of these that is given: `auth: 'none'`,
 * `apiKey`, `credentials`, `accessKeyId` with `secretAccessKey`, `webIdentity`, `profile`, AG2's
 * `AWS_ACCESS_KEY` with `AWS_SECRET_KEY` in the environment, the AWS SDK's default chain
 * (environment, SSO, shared files, web identity, ECS, EC2, Lambda). Explicit ones are never mixed
 * with ambient ones.
 */
export interface BedrockClientOptions<Format extends ResponseFormat = ResponseFormat>
  extends Hooks {
  /** Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, or the region of the profile in the shared config. */
  readonly region?: string;
  /** A Bedrock API key, sent as bearer token. */
  readonly apiKey?: string;
  readonly credentials?: CredentialsSource;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** A profile of the shared AWS files, SSO included. */
  readonly profile?: string;
  readonly webIdentity?: WebIdentity;
  /** Taken on with the credentials that the other options lead to. */
  readonly assumeRole?: AssumeRole;
  /**
   * Called when the service, or the source of the credentials, says that they have expired: a chance
   * to run `aws sso login`. Then fresh ones are asked for, and the call is sent once more. It is
   * called at most once for a call, and once for all calls that find out at the same time.
   */
  readonly onCredentialsExpired?: OnCredentialsExpired;
  /** `none` sends requests unsigned, to an endpoint that wants no credentials. */
  readonly auth?: 'none';
  /** Address of the service, perhaps with a path before Bedrock's own. Default: Bedrock's own in the region. */
  readonly endpoint?: string;
  /**
   * The proxy to go through: its address, with user and password where it wants them; `env`, the
   * default, for `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`; `false` for none. The
   * proxy looks up the host.
   */
  readonly proxy?: ProxyOption;
  /** Certificates, as PEM, to trust beside Node's own. Default: those of the file `AWS_CA_BUNDLE`. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** `rejectUnauthorized: false` trusts whatever certificate comes: for tests. */
  readonly tls?: { readonly rejectUnauthorized?: boolean };
  /** Default `http1`, with connections kept alive. */
  readonly protocol?: 'http1' | 'http2';
  /**
   * Seconds to wait for the first byte of an answer and between two chunks of it. Default 60, as in
   * AG2. Such a timeout is not tried again: the model may have done, and billed, the work.
   */
  readonly timeout?: number;
  /**
   * Finer limits, in milliseconds; they win over `timeout`. Default: connect 10 s, total none.
   * Over http2 the connection is part of `firstByteMs`, and `connectMs` has no effect.
   */
  readonly timeouts?: Timeouts;
  /** Attempts in all, the first one included. Default 5. */
  readonly totalMaxAttempts?: number;
  /** Attempts after the first one, when `totalMaxAttempts` is not given, as botocore counts them. */
  readonly maxAttempts?: number;
  /**
   * `adaptive` also limits how many calls a second the client sends while the service throttles.
   * Default `standard`; `legacy` is the same.
   */
  readonly mode?: 'standard' | 'adaptive' | 'legacy';
  /** Traces and measures calls with OpenTelemetry; it needs `@opentelemetry/api`. Default: nothing. */
  readonly telemetry?: boolean | TelemetryOptions;
  /** The model of calls that name none. */
  readonly model?: string;
  /** `[input, output]` in USD per 1,000 tokens for calls that name none, in place of the price table. */
  readonly price?: readonly [inputPer1k: number, outputPer1k: number];
  /**
   * Your own prices: `createPricer({ overrides })` of `@outcrop/pricing`, or anything that answers
   * like one. Default: the price table. A `price` goes before it.
   */
  readonly pricer?: Pricer;
  /** The `response_format` of calls that name none; one with `null` or `{type: 'text'}` has none. */
  readonly responseFormat?: Format;
  /**
   * How response formats are read: `validator` holds values to JSON Schemas in place of ajv, where the
   * platform forbids `new Function`; `toJsonSchema` is for schemas whose library cannot tell theirs.
   */
  readonly responseFormatOptions?: Pick<ResponseFormatOptions, 'validator' | 'toJsonSchema'>;
  /** What you know better about a model than the tables, by id or ARN; `base` names the model behind an ARN. */
  readonly models?: ProfileOverrides;
  /** What to do with what a model does not take. Default `adapt`: send it differently, with a warning. */
  readonly onUnsupported?: OnUnsupported;
  /** How images given by address are loaded. Default: https only, public addresses only, 3.75 MB. */
  readonly images?: ImageLoading;
  /**
   * Your own `BedrockRuntimeClient`, with its region, credentials, endpoint and connections. It is
   * called once per attempt: its own retries are passed over, so that the ones here alone count.
   */
  readonly client?: SdkClient;
  /** Your own way to the service. */
  readonly port?: ConversePort;
  /** Your own `BedrockClient` of `@aws-sdk/client-bedrock`, for models and profiles. */
  readonly controlClient?: SdkClient;
  /** Address of the control plane, which lists models and profiles. Default: Bedrock's own in the region. */
  readonly controlEndpoint?: string;
  /**
   * Ask the service, once for each application inference profile, which model is behind it: what the
   * model takes, costs and counts is then known. It needs `@aws-sdk/client-bedrock` and the
   * permission `bedrock:GetInferenceProfile`. Default false; `models` says it without asking.
   */
  readonly resolveProfiles?: boolean;

  /** AG2's name of `region`. */
  readonly awsRegion?: string;
  /** AG2's name of `accessKeyId`. */
  readonly awsAccessKey?: string;
  /** AG2's name of `secretAccessKey`. */
  readonly awsSecretKey?: string;
  /** AG2's name of `sessionToken`. */
  readonly awsSessionToken?: string;
  /** AG2's name of `profile`. */
  readonly awsProfileName?: string;
}
