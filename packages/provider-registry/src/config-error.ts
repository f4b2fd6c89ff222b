import { describeValue, ProviderError, type ProviderErrorInit } from '@outcrop/unified-response';

type More = Omit<ProviderErrorInit, 'reason' | 'path'>;

/** An error of the reason `config`, about that place in what the caller has configured. */
export function configError(path: string, complaint: string, more?: More): ProviderError {
  return new ProviderError(`${path}: ${complaint}`, { ...more, reason: 'config', path });
}

/** The same for a value other than what was expected; of a secret, it shows the type alone. */
export function unexpected(
  path: string,
  expected: string,
  value: unknown,
  { secret, ...more }: More & { readonly secret?: boolean | undefined } = {},
): ProviderError {
  const came = secret ? `a value of type ${typeof value}` : describeValue(value);
  return configError(path, `expected ${expected}, got ${came}`, more);
}

/** @param names Those that are registered. */
export function unregistered(
  path: string,
  expected: string,
  value: unknown,
  names: readonly string[],
): ProviderError {
  const registered = names.length === 0 ? 'none is registered' : `registered: ${names.join(', ')}`;
  const complaint = `expected ${expected}, got ${describeValue(value)} (${registered})`;
  return configError(path, complaint, { suggestions: names });
}

export function closed(what: 'client' | 'registry'): ProviderError {
  return new ProviderError(`The ${what} is closed.`, { reason: 'config' });
}
