import { ProviderError } from '@outcrop/unified-response';

/**
 * What to throw when an optional package cannot be loaded: where it is not installed, an error that
 * says so; whatever else went wrong stays as it is.
 *
 * @param need What needs it, as in "… needs the package".
 */
export function missingPackage(need: string, name: string, cause: unknown): unknown {
  const { code } = cause as { readonly code?: unknown };
  if (code !== 'ERR_MODULE_NOT_FOUND') return cause;
  return new ProviderError(`${need} the package ${name}`, {
    reason: 'config',
    hint: `Install it: npm install ${name}`,
    provider: 'bedrock',
    cause,
  });
}
