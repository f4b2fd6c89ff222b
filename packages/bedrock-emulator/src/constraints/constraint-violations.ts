import type { JsonObject, JsonValue } from '../json.js';
import { constraintsOf } from './scalar-constraints.js';
import type { ListShape, MapShape, Shape } from './shape.js';

const NOT_NULL = 'Member must not be null';

interface Place {
  readonly path: string;
  /** Values here and below are left out of the texts. */
  readonly hidden: boolean;
}

/** A value the way the service prints it: Java's `toString` of lists, maps and floats. */
function printed(shape: Shape, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (shape.kind === 'list') {
    return `[${(value as readonly JsonValue[]).map((item) => printed(shape.member, item)).join(', ')}]`;
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(value as JsonObject);
    return `{${entries.map(([key, item]) => `${key}=${printed(shape.value, item)}`).join(', ')}}`;
  }
  if (shape.kind === 'float' && Number.isInteger(value)) return `${String(value)}.0`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function violation(shape: Shape, value: JsonValue | undefined, place: Place, text: string): string {
  const subject = place.hidden
    ? 'Value'
    : value === undefined || value === null
      ? 'Value null'
      : `Value '${printed(shape, value)}'`;
  return `${subject} at '${place.path}' failed to satisfy constraint: ${text}`;
}

function isScalar(shape: Shape): boolean {
  return !['structure', 'union', 'list', 'map'].includes(shape.kind);
}

/** All constraints of a member in one bracket: how the service reports lists and maps of scalars. */
function bracket(shape: Shape): string {
  return `[${[...constraintsOf(shape).map((constraint) => constraint.text), NOT_NULL].join(', ')}]`;
}

function satisfies(shape: Shape, value: JsonValue): boolean {
  return value !== null && constraintsOf(shape).every((constraint) => constraint.holds(value));
}

function ofList(shape: ListShape, items: readonly JsonValue[], place: Place): string[] {
  const { member } = shape;
  if (isScalar(member)) {
    return items.every((item) => satisfies(member, item))
      ? []
      : [violation(shape, items, place, `Member must satisfy constraint: ${bracket(member)}`)];
  }
  return items.flatMap((item, index) =>
    violationsAt(member, item, { ...place, path: `${place.path}.${index + 1}.member` }),
  );
}

function ofMap(shape: MapShape, value: JsonObject, place: Place): string[] {
  const entries = Object.entries(value) as [string, JsonValue][];
  const ofKeys = entries.every(([key]) => satisfies(shape.key, key))
    ? []
    : [violation(shape, value, place, `Map keys must satisfy constraint: ${bracket(shape.key)}`)];
  if (!isScalar(shape.value)) {
    const ofValues = entries.flatMap(([key, item]) =>
      violationsAt(shape.value, item, { ...place, path: `${place.path}.${key}.member` }),
    );
    return [...ofKeys, ...ofValues];
  }
  if (entries.every(([, item]) => satisfies(shape.value, item))) return ofKeys;
  const text = `Map value must satisfy constraint: ${bracket(shape.value)}`;
  return [...ofKeys, violation(shape, value, place, text)];
}

function violationsAt(shape: Shape, value: JsonValue, place: Place): string[] {
  const here: Place = {
    path: place.path,
    hidden: place.hidden || ('sensitive' in shape && shape.sensitive === true),
  };
  if (value === null) return [violation(shape, value, here, NOT_NULL)];
  const own = constraintsOf(shape)
    .filter((constraint) => !constraint.holds(value))
    .map((constraint) => violation(shape, value, here, constraint.text));
  switch (shape.kind) {
    case 'list':
      return [...own, ...ofList(shape, value as readonly JsonValue[], here)];
    case 'map':
      return [...own, ...ofMap(shape, value as JsonObject, here)];
    case 'structure':
    case 'union': {
      const structure = value as JsonObject;
      const required = shape.kind === 'structure' ? shape.required : [];
      return Object.entries(shape.members).flatMap(([name, member]) => {
        const below = { ...here, path: here.path === '' ? name : `${here.path}.${name}` };
        const child = structure[name];
        if (child !== undefined) return violationsAt(member, child, below);
        return required.includes(name) ? [violation(member, child, below, NOT_NULL)] : [];
      });
    }
    default:
      return own;
  }
}

/**
 * Every constraint of the shape that a deserialized value breaks, each in the service's words,
 * with its list positions: counted from 1 and followed by `member`.
 */
export function constraintViolations(shape: Shape, value: JsonValue): string[] {
  return violationsAt(shape, value, { path: '', hidden: false });
}

/** The one message the service makes of several violations. */
export function constraintMessage(violations: readonly string[]): string {
  const errors = violations.length === 1 ? 'error' : 'errors';
  return `${violations.length} validation ${errors} detected: ${violations.join('; ')}`;
}
