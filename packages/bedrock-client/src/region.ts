import { ProviderError } from '@outcrop/unified-response';
import type { Environment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { sharedConfigRegion } from './shared-config.js';

/**
 * The region: of the options, of the environment, or of the profile in the shared config.
 * `undefined` with a port or client of the caller's own, which knows where it leads to.
 *
 * @throws ProviderError `config` when none is to be found.
 */
export function resolveRegion(
  options: BedrockClientOptions,
  environment: Environment,
): string | undefined {
  const named = options.region || options.awsRegion;
  if (named || options.port || options.client) return named || undefined;
  const profile = options.profile || options.awsProfileName;
  const ambient = environment.region ?? sharedConfigRegion(environment, profile);
  if (ambient) return ambient;
  throw new ProviderError(
    'Region is required to use the Amazon Bedrock API. Set region, or the AWS_REGION environment variable.',
    {
      reason: 'config',
      path: 'region',
      hint: "Pass region: 'us-east-1' (or awsRegion), set AWS_REGION or AWS_DEFAULT_REGION, or give your AWS profile a region.",
      provider: 'bedrock',
    },
  );
}
