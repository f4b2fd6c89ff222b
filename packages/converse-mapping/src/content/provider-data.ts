import type { ProviderData } from '@outcrop/unified-response';

/** The provider id under which this package keeps what has no field of its own. */
export const PROVIDER = 'bedrock';

/** Members of a Converse struct without a field in the block, kept for the way back. */
export function providerData(members: Readonly<Record<string, unknown>> | undefined): {
  readonly providerData?: ProviderData;
} {
  return members === undefined ? {} : { providerData: { [PROVIDER]: members } };
}

/** The members that `providerData` kept. */
export function providerMembers(block: {
  readonly providerData?: ProviderData;
}): Readonly<Record<string, unknown>> {
  return block.providerData?.[PROVIDER] ?? {};
}
