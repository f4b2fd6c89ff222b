import type { JsonValue } from '../json.js';
import type { Shape } from './shape.js';

/** One rule on one value, in the words the service uses for it. */
export interface Constraint {
  readonly text: string;
  readonly holds: (value: JsonValue) => boolean;
}

const SURROGATE_PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** Length as the service counts it: characters of a string, bytes of a blob, entries of the rest. */
function lengthOf(shape: Shape, value: JsonValue): number {
  if (typeof value === 'string') {
    if (shape.kind === 'blob') return Buffer.byteLength(value, 'base64');
    return value.length - (value.match(SURROGATE_PAIR)?.length ?? 0);
  }
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function sizeConstraints(
  what: string,
  limits: { readonly min?: number; readonly max?: number },
  size: (value: JsonValue) => number,
): Constraint[] {
  const { min, max } = limits;
  const constraints: Constraint[] = [];
  if (max !== undefined) {
    constraints.push({
      text: `Member must have ${what} less than or equal to ${max}`,
      holds: (value) => size(value) <= max,
    });
  }
  if (min !== undefined) {
    constraints.push({
      text: `Member must have ${what} greater than or equal to ${min}`,
      holds: (value) => size(value) >= min,
    });
  }
  return constraints;
}

/** The constraints a shape puts on its own value, leaving out those on what is inside it. */
export function constraintsOf(shape: Shape): Constraint[] {
  switch (shape.kind) {
    case 'integer':
    case 'float':
      return sizeConstraints('value', shape, Number);
    case 'blob':
    case 'list':
    case 'map':
      return sizeConstraints('length', shape, (value) => lengthOf(shape, value));
    case 'string': {
      const constraints = sizeConstraints('length', shape, (value) => lengthOf(shape, value));
      if (shape.pattern !== undefined) {
        // The model's patterns are meant for the whole value.
        const pattern = new RegExp(`^(?:${shape.pattern})$`);
        constraints.push({
          text: `Member must satisfy regular expression pattern: ${shape.pattern}`,
          holds: (value) => pattern.test(String(value)),
        });
      }
      if (shape.enum !== undefined) {
        const accepted = new Set([...shape.enum, ...(shape.alsoAccepted ?? [])]);
        constraints.push({
          text: `Member must satisfy enum value set: [${shape.enum.join(', ')}]`,
          holds: (value) => accepted.has(String(value)),
        });
      }
      return constraints;
    }
    default:
      return [];
  }
}
