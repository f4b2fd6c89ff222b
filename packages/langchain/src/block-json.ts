import { type ContentBlock, ProviderError, UnifiedResponse } from '@outcrop/unified-response';

/**
 * A block as JSON that loses nothing, bytes included, in the form in which a response's own JSON has
 * it: messages are stored as JSON, and bytes would not survive that.
 */
export function blockToJson(block: ContentBlock): Record<string, unknown> {
  const { messages } = envelope([block]).toJSON();
  const [message] = messages as readonly { readonly content: readonly Record<string, unknown>[] }[];
  return message?.content[0] ?? {};
}

/**
 * The block that `blockToJson` wrote, or that somebody wrote in its form; bytes may be bytes.
 * @throws ProviderError `invalid_request` naming the field, what came and what was expected.
 */
export function blockFromJson(json: unknown, path: string): ContentBlock {
  try {
    const content = [json as ContentBlock];
    const { messages } = UnifiedResponse.fromJSON({
      ...envelope([]),
      messages: [{ role, content }],
    });
    const block = messages[0]?.content[0];
    if (block) return block;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ProviderError(message.replace('UnifiedResponse.messages[0].content[0]', path), {
      reason: 'invalid_request',
      path,
      cause,
    });
  }
  throw new ProviderError(`${path}: expected a content block`, { reason: 'invalid_request', path });
}

const role = 'assistant';

function envelope(content: readonly ContentBlock[]): UnifiedResponse {
  return new UnifiedResponse({ id: '', model: '', provider: '', messages: [{ role, content }] });
}
