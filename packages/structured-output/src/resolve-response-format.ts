import type { ParsedOf } from '@outcrop/unified-response';
import type { ResolvedFormat, ResponseFormatOptions } from './resolved-format.js';

/** `undefined` for no format and for `{type: 'text'}`. */
export function resolveResponseFormat<Format>(
  format: Format,
  _options: ResponseFormatOptions = {},
): ResolvedFormat<ParsedOf<Format>> | undefined {
  throw new Error(`not yet ${typeof format}`);
}

/** The same, and may load the converter that a Standard Schema needs. */
export async function loadResponseFormat<Format>(
  format: Format,
  options: ResponseFormatOptions = {},
): Promise<ResolvedFormat<ParsedOf<Format>> | undefined> {
  return resolveResponseFormat(format, options);
}
