import { describeValue } from './describe-value.js';
import type { Warning } from './notice.js';
import { ProviderError } from './provider-error.js';
import { type FieldKinds, findFault, type ValueKind } from './value-kind.js';

/** The error for a value of the wrong kind: names the field, what came and what was expected. */
export function invalidParameter(path: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`${path}: expected ${expected}, got ${describeValue(value)}`, {
    reason: 'invalid_request',
    path,
    hint: `Pass ${expected} as ${path}.`,
  });
}

/**
 * The value, if it is of that kind; `undefined` if it is absent or null.
 * @throws ProviderError `invalid_request` naming the path, the value and what was expected.
 */
export function optional<Value>(
  path: string,
  value: unknown,
  expected: ValueKind<Value>,
): Value | undefined {
  if (value === undefined || value === null) return undefined;
  return required(path, value, expected);
}

/**
 * The value, which must be there and of that kind.
 * @throws ProviderError `invalid_request` naming the path, the value and what was expected.
 */
export function required<Value>(path: string, value: unknown, expected: ValueKind<Value>): Value {
  if (!expected.accepts(value)) throw invalidParameter(path, expected.expected, value);
  return value;
}

/**
 * Checks the fields of an object.
 * @throws ProviderError `invalid_request` naming the path, the value and what was expected.
 */
export function checkFields(
  path: string,
  object: Readonly<Record<string, unknown>>,
  kinds: FieldKinds,
): void {
  const fault = findFault(object, kinds);
  if (fault) throw invalidParameter(`${path}.${fault.field}`, fault.expected, fault.value);
}

/** Warns of the fields that hold something and are not among the known ones. */
export function reportOtherFields(
  path: string,
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  warnings: Warning[],
): void {
  for (const [field, value] of Object.entries(object)) {
    const isEmpty =
      value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (isEmpty || known.includes(field)) continue;
    const message = `${field} has no place in the request: it was not sent.`;
    warnings.push({ code: 'field_ignored', path: `${path}.${field}`, message });
  }
}
