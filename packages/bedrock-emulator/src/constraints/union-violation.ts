import type { JsonObject, JsonValue } from '../json.js';
import type { Shape, UnionShape } from './shape.js';

/**
 * The text for none set is the service's (reports on `ContentBlock` and `DocumentSource`); for
 * several set no report is known, so those words are ours.
 */
function ofUnion(shape: UnionShape, value: JsonObject, path: string): string | undefined {
  const set = Object.keys(value);
  if (set.length === 1) return undefined;
  const keys = Object.keys(shape.members).join(', ');
  return set.length === 0
    ? `${shape.name} object at ${path} must set one of the following keys: ${keys}.`
    : `${shape.name} object at ${path} must set only one of the following keys: ${keys}. It sets ${set.join(', ')}.`;
}

/** What is directly inside a value, each with its shape and place. */
function childrenOf(shape: Shape, value: JsonValue, path: string): [Shape, JsonValue, string][] {
  switch (shape.kind) {
    case 'list':
      return (value as readonly JsonValue[]).map((item, index) => [
        shape.member,
        item,
        `${path}.${index}`,
      ]);
    case 'structure':
    case 'union':
    case 'map':
      return Object.entries(value as JsonObject).flatMap(([name, item = null]) => {
        const member = shape.kind === 'map' ? shape.value : shape.members[name];
        return member ? [[member, item, path === '' ? name : `${path}.${name}`]] : [];
      });
    default:
      return [];
  }
}

/**
 * The first union of a deserialized value that does not set exactly one member, in the service's
 * words. Its places count from 0, unlike those of the constraint texts.
 */
export function unionViolation(shape: Shape, value: JsonValue, path = ''): string | undefined {
  if (value === null) return undefined;
  if (shape.kind === 'union') {
    const violation = ofUnion(shape, value as JsonObject, path);
    if (violation !== undefined) return violation;
  }
  for (const [member, child, place] of childrenOf(shape, value, path)) {
    const violation = unionViolation(member, child, place);
    if (violation !== undefined) return violation;
  }
  return undefined;
}
