/**
 * Why the model stopped. Whatever has no exact word here is `unknown`, never `stop`;
 * the provider's own word is kept in `providerMetadata.stopReason`.
 */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'unknown';
