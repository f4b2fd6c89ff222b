import type { ConverseRequest } from '../converse-wire.js';
import { matchesModelGlob } from '../model-glob.js';

/** A rule of the service that the constraints of its model do not say. */
export interface ServiceRule {
  readonly id: string;
  /** Where the rule and its text were seen. */
  readonly source: string;
  /** Model-id globs of families the rule does not hold for; absent: it holds for every model. */
  readonly exceptModels?: readonly string[];
  /** The service's text when the request breaks the rule. */
  readonly check: (request: ConverseRequest) => string | undefined;
}

/** The text of the first rule a request breaks, in the order of the table. */
export function serviceRuleViolation(
  rules: readonly ServiceRule[],
  request: ConverseRequest,
): string | undefined {
  for (const rule of rules) {
    if (rule.exceptModels?.some((glob) => matchesModelGlob(glob, request.modelId))) continue;
    const text = rule.check(request);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The first answer a check gives for the items of a list, with the item's place. */
export function firstOf<Item>(
  items: readonly Item[] | undefined,
  check: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of (items ?? []).entries()) {
    const text = check(item, index);
    if (text !== undefined) return text;
  }
  return undefined;
}
