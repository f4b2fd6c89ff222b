import { type ModelRef, parseModelRef } from '@outcrop/bedrock-models';

/** The id taken apart; `undefined` for what cannot be the id of a model. */
export function modelRefOf(id: string): ModelRef | undefined {
  try {
    return parseModelRef(id);
  } catch {
    return undefined;
  }
}
