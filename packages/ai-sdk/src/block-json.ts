import { InvalidArgumentError, type JSONObject } from '@ai-sdk/provider';
import { type ContentBlock, UnifiedResponse } from '@outcrop/unified-response';

/**
 * A block as JSON that loses nothing, bytes included: in the form in which a response's own JSON
 * has it. The AI SDK's metadata takes nothing but JSON.
 */
export function blockToJson(block: ContentBlock): JSONObject {
  const { messages } = envelope([block]).toJSON();
  const [message] = messages as readonly { readonly content: readonly JSONObject[] }[];
  return message?.content[0] ?? {};
}

/**
 * The block that `blockToJson` wrote, or that somebody wrote in its form.
 * @throws InvalidArgumentError naming the field, what came and what was expected.
 */
export function blockFromJson(json: unknown, path: string): ContentBlock {
  const content = [json] as readonly ContentBlock[];
  try {
    const { messages } = UnifiedResponse.fromJSON({
      ...envelope([]),
      messages: [{ role, content }],
    });
    const block = messages[0]?.content[0];
    if (block) return block;
  } catch (cause) {
    const message = String(cause instanceof Error ? cause.message : cause);
    throw new InvalidArgumentError({
      argument: path,
      message: message.replace('UnifiedResponse.messages[0].content[0]', path),
      cause,
    });
  }
  throw new InvalidArgumentError({ argument: path, message: `${path}: expected a content block` });
}

const role = 'assistant';

function envelope(content: readonly ContentBlock[]): UnifiedResponse {
  return new UnifiedResponse({ id: '', model: '', provider: '', messages: [{ role, content }] });
}
