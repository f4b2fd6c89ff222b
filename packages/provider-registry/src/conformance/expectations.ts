import {
  describeValue,
  isPlainObject,
  isProviderError,
  type ProviderError,
} from '@outcrop/unified-response';

/** An adapter does not do what the contract asks for. Runners show `actual` and `expected` side by side. */
export class ConformanceError extends Error {
  override readonly name: string = 'ConformanceError';
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(
    message: string,
    about: {
      readonly actual?: unknown;
      readonly expected?: unknown;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, about.cause === undefined ? {} : { cause: about.cause });
    this.actual = about.actual;
    this.expected = about.expected;
  }
}

/** @throws ConformanceError with that message, unless the condition holds. */
export function expectThat(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new ConformanceError(message());
}

/**
 * Compares data; a field that is undefined counts as absent.
 * @throws ConformanceError that names the first place in which they differ.
 */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  const difference = differenceOf(what, actual, expected);
  if (difference !== undefined) throw new ConformanceError(difference, { actual, expected });
}

/**
 * The error of a call that has to fail.
 * @throws ConformanceError when it does not fail, or with something that is no `ProviderError` of that reason.
 */
export async function expectFailure(
  what: string,
  call: () => unknown,
  reason: string,
): Promise<ProviderError> {
  const error = await failureOf(what, call);
  if (!isProviderError(error)) {
    throw new ConformanceError(`${what} has to fail with a ProviderError, and threw ${error}`);
  }
  if (error.reason === reason) return error;
  throw new ConformanceError(
    `${what} has to fail with the reason ${reason}, and has the reason ${error.reason} (${error.message})`,
    { actual: error.reason, expected: reason, cause: error },
  );
}

async function failureOf(what: string, call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new ConformanceError(`${what} has to fail, and did not`);
}

function differenceOf(path: string, actual: unknown, expected: unknown): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length) return unequal(path, actual, expected);
    return firstDifference(actual.keys(), (index) =>
      differenceOf(`${path}[${index}]`, actual[index], expected[index]),
    );
  }
  if (isPlainObject(actual) && isPlainObject(expected)) {
    return firstDifference(new Set([...Object.keys(expected), ...Object.keys(actual)]), (key) =>
      differenceOf(`${path}.${key}`, actual[key], expected[key]),
    );
  }
  if (actual instanceof Uint8Array && expected instanceof Uint8Array) {
    const same =
      actual.length === expected.length && actual.every((byte, i) => byte === expected[i]);
    return same ? undefined : unequal(path, actual, expected);
  }
  return unequal(path, actual, expected);
}

function firstDifference<Key>(
  keys: Iterable<Key>,
  difference: (key: Key) => string | undefined,
): string | undefined {
  for (const key of keys) {
    const found = difference(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unequal(path: string, actual: unknown, expected: unknown): string {
  return `${path} has to be ${shown(expected)}, and is ${shown(actual)}`;
}

const MAX_SHOWN = 400;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  const text =
    value instanceof Error ? String(value) : (JSON.stringify(value, plain) ?? `${value}`);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function plain(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? describeValue(value) : value;
}
