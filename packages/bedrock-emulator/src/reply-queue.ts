import { matchesModelGlob } from './model-glob.js';
import type { ReplyStep } from './reply-types.js';

/**
 * What to answer: one step, which answers every request unless it says how many `times`; a sequence,
 * whose steps answer one request each; or either for the models of a glob (`*` any characters, `?` one), the first that fits.
 */
export type ReplyScript =
  | ReplyStep
  | readonly ReplyStep[]
  | { readonly [modelGlob: string]: ReplyStep | readonly ReplyStep[] };

/**
 * What to do when a sequence is used up: let the stand-in model answer, repeat its last step, or
 * answer with an EmulatorScriptException.
 */
export type OnExhausted = 'stand-in' | 'repeat-last' | 'error';

/** What the queue has for a request: a step, nothing (never scripted), or nothing any more. */
export type NextReply =
  | { readonly kind: 'step'; readonly step: ReplyStep }
  | { readonly kind: 'unscripted' }
  | { readonly kind: 'exhausted'; readonly last: ReplyStep };

/** The steps for the models of one glob. */
interface Track {
  readonly glob: string;
  readonly queue: ReplyStep[];
  /** Answers when the queue is empty, any number of times. */
  constant: ReplyStep | undefined;
  lastUsed: ReplyStep | undefined;
}

const EVERY_MODEL = '*';

function isSequence(script: ReplyScript): script is readonly ReplyStep[] {
  return Array.isArray(script);
}

function isStep(script: ReplyScript): script is ReplyStep {
  return typeof script !== 'object' || (!isSequence(script) && typeof script.kind === 'string');
}

/** A step as often as it says. */
function repeated(step: ReplyStep): ReplyStep[] {
  const times = typeof step === 'object' ? step.times : undefined;
  return Array.from({ length: times ?? 1 }, () => step);
}

/** The script of an emulator: the one piece of it that changes from request to request. */
export class ReplyQueue {
  readonly #tracks: Track[] = [];

  constructor(script: ReplyScript | undefined) {
    if (script === undefined) return;
    if (isStep(script) || isSequence(script)) {
      this.#set(EVERY_MODEL, script);
      return;
    }
    for (const [glob, steps] of Object.entries(script)) this.#set(glob, steps);
  }

  /** Adds steps that answer one request each, before any constant step. */
  add(steps: ReplyStep | readonly ReplyStep[], glob: string = EVERY_MODEL): void {
    this.#track(glob).queue.push(...(isSequence(steps) ? steps : [steps]).flatMap(repeated));
  }

  /** Takes the next step for a model from the first track that fits it and has one left. */
  take(modelId: string): NextReply {
    const tracks = this.#tracks.filter((track) => matchesModelGlob(track.glob, modelId));
    for (const track of tracks) {
      const step = track.queue.shift() ?? track.constant;
      if (step !== undefined) {
        track.lastUsed = step;
        return { kind: 'step', step };
      }
    }
    const last = tracks.find((track) => track.lastUsed !== undefined)?.lastUsed;
    return last === undefined ? { kind: 'unscripted' } : { kind: 'exhausted', last };
  }

  #set(glob: string, script: ReplyStep | readonly ReplyStep[]): void {
    const isConstant = typeof script !== 'object' || (isStep(script) && script.times === undefined);
    if (isConstant) this.#track(glob).constant = script;
    else this.add(script, glob);
  }

  /** The track of a glob; the one for every model stays last, so that narrower ones go first. */
  #track(glob: string): Track {
    const existing = this.#tracks.find((track) => track.glob === glob);
    if (existing) return existing;
    const track: Track = { glob, queue: [], constant: undefined, lastUsed: undefined };
    const everyModel = this.#tracks.findIndex(({ glob: other }) => other === EVERY_MODEL);
    if (everyModel === -1) this.#tracks.push(track);
    else this.#tracks.splice(everyModel, 0, track);
    return track;
  }
}
