import { describeValue, ProviderError } from '@outcrop/unified-response';

/** The error for something in a message that cannot be read: names the place, what came and what was expected. */
export function invalidPart(path: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`${path}: expected ${expected}, got ${describeValue(value)}`, {
    reason: 'invalid_request',
    path,
    hint: `Pass ${expected} as ${path}.`,
  });
}

/** The error for a medium that is somewhere the client cannot get it from. */
export function unreachable(path: string, what: string, hint: string): ProviderError {
  return new ProviderError(`${path}: ${what} cannot be sent.`, {
    reason: 'unsupported',
    path,
    hint,
  });
}
