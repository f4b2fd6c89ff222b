import { parseParams } from '@outcrop/unified-response';
import type { ClientConfig, ConfigField } from './adapter.js';
import { configError, unexpected } from './config-error.js';

/** One slip in so many letters is taken for a typo. */
const LETTERS_PER_SLIP = 5;

/**
 * Holds a config entry to what the adapter says of its configuration. `null` counts as absent.
 * @param others The entry's fields that the adapter does not know.
 * @throws ProviderError `config` for a field that is missing or of another type, and for one that
 * nobody knows and that reads like one of the adapter's: `aws_regoin` would be taken for a default of
 * calls, and some other region for the one that was meant. The value of a secret is never shown.
 */
export function checkConfig(
  provider: string,
  schema: Readonly<Record<string, ConfigField>>,
  config: ClientConfig,
  others: readonly string[],
): void {
  for (const [path, { type, description, required, secret }] of Object.entries(schema)) {
    const value = config[path] ?? undefined;
    const kind = Array.isArray(value) ? 'array' : typeof value;
    if (value === undefined ? !required : type === 'any' || type === kind) continue;
    const hint = `${path} is: ${description}.`;
    throw unexpected(path, `a value of type ${type}`, value, { hint, provider, secret });
  }
  for (const path of others) {
    const meant = Object.keys(schema).find((known) => isSlipOf(known, path));
    if (!meant || isCallParameter(path)) continue;
    const suggestions = [meant];
    throw configError(path, `unknown field; did you mean ${meant}?`, { suggestions, provider });
  }
}

/** The parser of calls knows them best: what it refuses, it knows. */
function isCallParameter(name: string): boolean {
  try {
    const { warnings } = parseParams({ model: '-', messages: [], [name]: false });
    return !warnings.some(({ code }) => code === 'unknown_parameter');
  } catch {
    return true;
  }
}

/** Compares without case, separators and order: swapped letters are the most common slip of all. */
function isSlipOf(known: string, name: string): boolean {
  const [theirs, ours] = [plain(known), plain(name)];
  const missing = [...ours].reduce((rest, letter) => rest.replace(letter, ''), theirs).length;
  const surplus = ours.length - theirs.length + missing;
  return Math.max(missing, surplus) * LETTERS_PER_SLIP <= ours.length;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
