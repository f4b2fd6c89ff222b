/** The name under which the AI SDK keeps what is ours in `providerOptions` and `providerMetadata`. */
export const METADATA_KEY = 'outcrop';
