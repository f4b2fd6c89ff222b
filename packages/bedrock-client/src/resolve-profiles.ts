import { baseModelId, type ProfileOverrides } from '@outcrop/bedrock-models';
import {
  type ErrorReason,
  isProviderError,
  ProviderError,
  type Warning,
} from '@outcrop/unified-response';
import type { WireInferenceProfile } from './control-port.js';
import { modelRefOf } from './model-ref-of.js';
import { stoppedError } from './stopped-error.js';
import type { TimeLimit } from './time-limit.js';

/** What is known of the model behind an id. */
export interface KnownModel {
  readonly models: ProfileOverrides | undefined;
  /** The model's id, where it had to be asked for; with the geography of global profiles. */
  readonly base?: string;
  readonly warnings: readonly Warning[];
}

/** The model behind a profile, or why it is not known. */
type Resolved = { readonly base: string } | { readonly failure: ProviderError };

/** Why the service will give the same answer next time. Whatever else goes wrong may pass. */
const LASTING: readonly ErrorReason[] = [
  'access_denied',
  'model_not_found',
  'invalid_request',
  'unsupported',
];

/** Asks the service for a profile. */
type AskForProfile = (arn: string) => Promise<WireInferenceProfile>;

/** Finds the models behind application inference profiles: each profile is asked for once. */
export class ProfileResolver {
  readonly #models: ProfileOverrides | undefined;
  readonly #ask: AskForProfile | undefined;
  readonly #resolved = new Map<string, Promise<Resolved>>();

  /**
   * @param models What the caller knows.
   * @param ask Absent: the service is not asked.
   */
  constructor(models: ProfileOverrides | undefined, ask: AskForProfile | undefined) {
    this.#models = models;
    this.#ask = ask;
  }

  /** @param whole Ends the waiting, not the asking: other calls may wait for the same answer. */
  async knownModel(model: string, whole: TimeLimit): Promise<KnownModel> {
    const models = this.#models;
    const ask = this.#ask;
    if (!ask || !isOpaqueProfile(model) || models?.[model]?.base !== undefined) {
      return { models, warnings: [] };
    }
    const resolved = await whole.race(this.#resolve(model, ask)).catch((error: unknown) => {
      throw whole.signal.aborted ? stoppedError(whole.signal.reason, 0) : error;
    });
    if ('failure' in resolved) return { models, warnings: [notResolved(resolved.failure)] };
    const { base } = resolved;
    return { models: { ...models, [model]: { ...models?.[model], base } }, base, warnings: [] };
  }

  #resolve(arn: string, ask: AskForProfile): Promise<Resolved> {
    const known = this.#resolved.get(arn);
    if (known) return known;
    const resolving = this.#askFor(arn, ask);
    this.#resolved.set(arn, resolving);
    return resolving;
  }

  async #askFor(arn: string, ask: AskForProfile): Promise<Resolved> {
    try {
      return { base: modelBehind(await ask(arn)) };
    } catch (error) {
      const failure = isProviderError(error) ? error : undefined;
      if (!failure || !LASTING.includes(failure.reason)) this.#resolved.delete(arn);
      // A client that cannot ask is a mistake of its options.
      if (!failure || failure.reason === 'config') throw error;
      return { failure };
    }
  }
}

function isOpaqueProfile(model: string): boolean {
  // What is no id at all, the call itself refuses.
  const ref = modelRefOf(model);
  const isProfile =
    ref?.kind === 'application-inference-profile' || ref?.kind === 'inference-profile';
  return isProfile && baseModelId(ref) === undefined;
}

/**
 * The models of a profile are one model in several regions; that of a global profile has an ARN
 * without region, too, and a price of its own.
 */
function modelBehind({ models = [] }: WireInferenceProfile): string {
  const refs = models.flatMap(({ modelArn = '' }) => modelRefOf(modelArn) ?? []);
  const base = refs.map(baseModelId).find((id) => id !== undefined);
  if (base === undefined) {
    const message = 'The profile names no model that is known by its ARN';
    throw new ProviderError(message, { reason: 'unsupported', provider: 'bedrock' });
  }
  return refs.some(({ region }) => region === undefined) ? `global.${base}` : base;
}

function notResolved({ message, hint = '' }: ProviderError): Warning {
  return {
    code: 'profile_not_resolved',
    path: 'model',
    message:
      `The model behind the profile could not be found out, so it gets what every model takes, and no price: ${message}. ${hint}`.trimEnd(),
  };
}
