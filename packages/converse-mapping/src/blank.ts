/**
 * Whether a text has nothing to show: white space in any script, and zero-width characters.
 * "The text field in the ContentBlock object at messages.N.content.M is blank" (service) and
 * "text content blocks must contain non-whitespace text" (Claude) refuse such blocks.
 */
export function isBlank(text: string): boolean {
  return /^[\s\u200B-\u200D\u2060\uFEFF]*$/.test(text);
}
