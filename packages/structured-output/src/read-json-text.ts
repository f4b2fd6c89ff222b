export type JsonText =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false };

/** The JSON value in a text: bare, fenced, or with prose around it. */
export function readJsonText(_text: string): JsonText {
  return { found: false };
}
