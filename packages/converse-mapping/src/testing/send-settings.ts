import { type ChatParams, parseParams } from '@outcrop/unified-response';
import { type ToConverseOptions, toConverseRequest } from '../to-converse-request.js';

/** What a call's settings became: the parts of the request that carry them, and what was said of them. */
export interface SentSettings {
  readonly fields: unknown;
  readonly inference: unknown;
  readonly choice: unknown;
  /** Each warning as `code path`. */
  readonly said: readonly string[];
}

/** Maps one short call with those parameters. */
export function send(
  model: string,
  params: Partial<ChatParams>,
  options?: ToConverseOptions,
): SentSettings {
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const { input, warnings } = toConverseRequest(
    parseParams({ model, messages, ...params }),
    options,
  );
  return {
    fields: input.additionalModelRequestFields,
    inference: input.inferenceConfig,
    choice: input.toolConfig?.toolChoice,
    said: warnings.map(({ code, path }) => `${code} ${path}`),
  };
}
