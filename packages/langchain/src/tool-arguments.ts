import { isPlainObject } from '@outcrop/unified-response';

/** White space that means nothing in JSON, beside texts, which are kept. */
const TEXT_OR_SPACE = /("(?:[^"\\]|\\.)*")|[ \t\n\r]+/g;

/**
 * The arguments of a call as LangChain has them: an object. `undefined` for a text that is no JSON,
 * or not an object. No text at all is a call without arguments.
 */
export function parseArguments(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the parsed arguments say all that the text says, but for white space: `1.0` and `1` differ. */
export function isToldExactly(text: string, args: Record<string, unknown>): boolean {
  return text.trim() === '' || text.replace(TEXT_OR_SPACE, '$1') === JSON.stringify(args);
}

/** The JSON text of a call's arguments; `told`, the model's own, as long as nobody changed the value. */
export function argumentsText(args: unknown, told: unknown): string {
  const text = typeof args === 'string' ? args : JSON.stringify(args ?? {});
  if (typeof told !== 'string') return text;
  return JSON.stringify(parseArguments(told)) === text ? told : text;
}
