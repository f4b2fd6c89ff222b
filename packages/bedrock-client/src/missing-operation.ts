import { ProviderError } from '@outcrop/unified-response';

/** The error for an operation that a port of the caller's own does not have. */
export function missingOperation(name: string): ProviderError {
  return new ProviderError(`The port has no ${name}`, {
    reason: 'unsupported',
    path: 'port',
    hint: `Give your port a function ${name}, or use a client without a port of your own.`,
    provider: 'bedrock',
  });
}
