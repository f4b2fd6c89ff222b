export type JsonText =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false };

/** How many pieces of a text are tried. */
const MAX_TRIES = 20;

const FENCE = /```[^\n`]*\n([\s\S]*?)```/g;

/**
 * The JSON value in a text: the whole text, else what its last fence holds, else the longest object or
 * array with prose around it. In time linear in the text.
 */
export function readJsonText(text: string): JsonText {
  const whole = parsed(text.replace(/^\uFEFF/, ''));
  if (whole.found) return whole;
  const fenced = [...text.matchAll(FENCE)].map(([, inside = '']) => inside).reverse();
  const tries = [...fenced.slice(0, MAX_TRIES), ...bracketed(text)];
  for (const piece of tries) {
    const found = parsed(piece);
    if (found.found) return found;
  }
  return { found: false };
}

function parsed(text: string): JsonText {
  try {
    return { found: true, value: JSON.parse(text) };
  } catch {
    return { found: false };
  }
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

const CLOSES: Readonly<Record<string, string>> = { '}': '{', ']': '[' };
const INTERESTING = /["\\{}[\]\n]/g;

/** The pieces of a text that brackets enclose, the longest first. */
function bracketed(text: string): string[] {
  const pieces: Piece[] = [];
  const open: { readonly bracket: string; readonly at: number }[] = [];
  let isString = false;
  let skipped = -1;
  for (const { 0: found, index } of text.matchAll(INTERESTING)) {
    if (index === skipped) continue;
    if (isString) {
      if (found === '\\') skipped = index + 1;
      // No JSON string goes over lines: this was a quotation mark of prose.
      else if (found === '"' || found === '\n') isString = false;
    } else if (found === '"') isString = open.length > 0;
    else if (found === '{' || found === '[') open.push({ bracket: found, at: index });
    else if (found in CLOSES) {
      // What is not closed by its own kind was no JSON.
      while (open.length > 0 && open.at(-1)?.bracket !== CLOSES[found]) open.pop();
      const start = open.pop()?.at;
      if (start === undefined) continue;
      pieces.push({ start, end: index + 1 });
    }
  }
  return pieces
    .sort((one, other) => other.end - other.start - (one.end - one.start))
    .slice(0, MAX_TRIES)
    .map(({ start, end }) => text.slice(start, end));
}
