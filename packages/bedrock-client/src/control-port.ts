import type { Exchange, ExchangeOptions } from './converse-port.js';

/** What is used of a model in ListFoundationModels. */
export interface WireFoundationModel {
  readonly modelId?: string | undefined;
  readonly modelName?: string | undefined;
  readonly inputModalities?: readonly string[] | undefined;
  readonly outputModalities?: readonly string[] | undefined;
  readonly responseStreamingSupported?: boolean | undefined;
  readonly inferenceTypesSupported?: readonly string[] | undefined;
  readonly modelLifecycle?:
    | {
        readonly status?: string | undefined;
        readonly legacyTime?: Date | undefined;
        readonly endOfLifeTime?: Date | undefined;
      }
    | undefined;
}

/** What is used of a profile in ListInferenceProfiles and GetInferenceProfile. */
export interface WireInferenceProfile {
  readonly inferenceProfileId?: string | undefined;
  readonly inferenceProfileArn?: string | undefined;
  readonly inferenceProfileName?: string | undefined;
  readonly description?: string | undefined;
  readonly models?: readonly { readonly modelArn?: string | undefined }[] | undefined;
  readonly status?: string | undefined;
  readonly type?: string | undefined;
}

export interface WireProfilesPage {
  readonly inferenceProfileSummaries?: readonly WireInferenceProfile[] | undefined;
  readonly nextToken?: string | undefined;
}

/** The way to Bedrock's control plane: one attempt, as with a `ConversePort`. */
export interface ControlPort {
  listFoundationModels(
    options: ExchangeOptions,
  ): Promise<Exchange<{ readonly modelSummaries?: readonly WireFoundationModel[] | undefined }>>;
  listInferenceProfiles(
    input: { readonly typeEquals?: 'SYSTEM_DEFINED' | 'APPLICATION'; readonly nextToken?: string },
    options: ExchangeOptions,
  ): Promise<Exchange<WireProfilesPage>>;
  getInferenceProfile(
    identifier: string,
    options: ExchangeOptions,
  ): Promise<Exchange<WireInferenceProfile>>;
  renewCredentials?(): Promise<void>;
  region(): Promise<string | undefined>;
  close(): void;
}
