import { baseModelId } from '@outcrop/bedrock-models';
import type { ClientCore } from './call.js';
import { type Ask, type ControlCallOptions, controlCall } from './control-call.js';
import type {
  WireFoundationModel,
  WireInferenceProfile,
  WireProfilesPage,
} from './control-port.js';
import { modelRefOf } from './model-ref-of.js';

/** A model that the region offers, or one of Bedrock's own profiles of it. */
export interface ListedModel {
  /** What a call names as `model`. */
  readonly id: string;
  /** `anthropic`, `amazon`, … */
  readonly vendor: string;
  readonly name: string;
  readonly kind: 'foundation-model' | 'inference-profile';
  /** Whether calls may name it: newer models are served through their profiles only. */
  readonly onDemand: boolean;
  /** Of a profile: the bare id of the model behind it. */
  readonly base?: string;
  /** Of a profile: where its calls may go. */
  readonly regions?: readonly string[];
  readonly lifecycle: ModelLifecycle;
  /** Absent, as are inputs and outputs, where the region does not list the model behind a profile. */
  readonly streaming?: boolean;
  /** `text`, `image`, `video`, `speech`, … */
  readonly inputs?: readonly string[];
  /** `text`, `image`, `embedding`, … */
  readonly outputs?: readonly string[];
}

export interface ModelLifecycle {
  /** A `LEGACY` model has a day on which it ends. */
  readonly status: 'ACTIVE' | 'LEGACY' | 'UNKNOWN' | (string & {});
  readonly legacyAt?: Date;
  readonly endOfLifeAt?: Date;
}

/** A profile: one of Bedrock's own, or one of the account's. */
export interface ListedProfile {
  /** What a call names as `model`: the id, or the ARN of an application profile. */
  readonly id: string;
  readonly arn: string;
  readonly vendor?: string;
  readonly name: string;
  readonly kind: 'inference-profile' | 'application-inference-profile';
  readonly description?: string;
  /** The bare id of the model behind it. */
  readonly base?: string;
  readonly regions: readonly string[];
  readonly status: 'ACTIVE' | (string & {});
}

/** The foundation models of the region and Bedrock's profiles of them, by id. */
export function listModels(core: ClientCore, options?: ControlCallOptions): Promise<ListedModel[]> {
  return controlCall(core, options, { operation: 'list_models' }, async (ask) => {
    const [{ modelSummaries = [] }, profiles] = await Promise.all([
      ask('ListFoundationModels', (port) => (call) => port.listFoundationModels(call)),
      allProfiles(ask, 'SYSTEM_DEFINED'),
    ]);
    const models = modelSummaries.flatMap(modelOf);
    const byId = new Map(models.map((model) => [model.id, model]));
    const served = profiles.map((profile) => profileModel(listedProfile(profile), byId));
    return [...models, ...served].sort((one, other) => (one.id < other.id ? -1 : 1));
  });
}

/** All inference profiles that the caller may use, application profiles included. */
export function listInferenceProfiles(
  core: ClientCore,
  options?: ControlCallOptions,
): Promise<ListedProfile[]> {
  return controlCall(core, options, { operation: 'list_inference_profiles' }, async (ask) => {
    const profiles = [
      ...(await allProfiles(ask, 'SYSTEM_DEFINED')),
      // Without the filter, the service lists its own alone.
      ...(await allProfiles(ask, 'APPLICATION')),
    ];
    return profiles.map(listedProfile);
  });
}

async function allProfiles(
  ask: Ask,
  typeEquals: 'SYSTEM_DEFINED' | 'APPLICATION',
): Promise<WireInferenceProfile[]> {
  const profiles: WireInferenceProfile[] = [];
  let nextToken: string | undefined;
  do {
    const input = { typeEquals, ...(nextToken !== undefined && { nextToken }) };
    const page: WireProfilesPage = await ask(
      'ListInferenceProfiles',
      (port) => (call) => port.listInferenceProfiles(input, call),
    );
    profiles.push(...(page.inferenceProfileSummaries ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return profiles;
}

function modelOf(model: WireFoundationModel): ListedModel[] {
  const { modelId: id, modelName, responseStreamingSupported, modelLifecycle } = model;
  if (id === undefined) return [];
  const { status = 'UNKNOWN', legacyTime, endOfLifeTime } = modelLifecycle ?? {};
  return [
    {
      id,
      vendor: modelRefOf(id)?.vendor ?? '',
      name: modelName ?? id,
      kind: 'foundation-model',
      onDemand: model.inferenceTypesSupported?.includes('ON_DEMAND') ?? false,
      lifecycle: {
        status,
        ...(legacyTime && { legacyAt: legacyTime }),
        ...(endOfLifeTime && { endOfLifeAt: endOfLifeTime }),
      },
      streaming: responseStreamingSupported ?? false,
      inputs: (model.inputModalities ?? []).map((word) => word.toLowerCase()),
      outputs: (model.outputModalities ?? []).map((word) => word.toLowerCase()),
    },
  ];
}

function listedProfile(profile: WireInferenceProfile): ListedProfile {
  const { inferenceProfileId = '', inferenceProfileArn: arn = '', description } = profile;
  const isOwn = profile.type === 'APPLICATION';
  const refs = (profile.models ?? []).flatMap(({ modelArn = '' }) => modelRefOf(modelArn) ?? []);
  const base = refs.map(baseModelId).find((id) => id !== undefined);
  const vendor = refs.find((ref) => ref.vendor !== undefined)?.vendor;
  const regions = new Set(refs.flatMap(({ region = [] }) => region));
  return {
    id: isOwn ? arn : inferenceProfileId,
    arn,
    ...(vendor !== undefined && { vendor }),
    name: profile.inferenceProfileName ?? inferenceProfileId,
    kind: isOwn ? 'application-inference-profile' : 'inference-profile',
    ...(description !== undefined && { description }),
    ...(base !== undefined && { base }),
    regions: [...regions].sort(),
    status: profile.status ?? 'UNKNOWN',
  };
}

/** A profile as a model: it can what the model behind it can. */
function profileModel(
  { id, name, vendor = '', base, regions }: ListedProfile,
  models: ReadonlyMap<string, ListedModel>,
): ListedModel {
  const behind = base === undefined ? undefined : models.get(base);
  const { lifecycle = { status: 'UNKNOWN' }, streaming, inputs, outputs } = behind ?? {};
  return {
    id,
    vendor,
    name,
    kind: 'inference-profile',
    onDemand: true,
    ...(base !== undefined && { base }),
    regions,
    lifecycle,
    ...(streaming !== undefined && { streaming }),
    ...(inputs && { inputs }),
    ...(outputs && { outputs }),
  };
}
