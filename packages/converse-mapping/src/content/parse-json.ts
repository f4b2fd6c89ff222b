/** A string, or a number outside of strings. */
const TOKEN = /"([^"\\]*(?:\\.[^"\\]*)*)"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Most texts have no number that a double cannot hold, and this tells without reading them. */
const MAY_BE_INEXACT = /[\d.]{16}|\d[eE][+-]?\d/;

/** Whether a text may have numbers that `JSON.parse` would change. */
export function mayBeInexact(text: string): boolean {
  return MAY_BE_INEXACT.test(text);
}

/**
 * JSON with its numbers as they are: those that a double would change come in the form that the AWS
 * SDK has for them, `{type: 'bigDecimal', string}`, which `jsonText` writes as numbers again.
 * `JSON.parse` tells a reviver what a number was from Node 22 on only.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!mayBeInexact(text)) return value;
  // Strings are marked too, so that no text can be taken for a number.
  const marked = text.replace(TOKEN, (token: string, inside: string | undefined) => {
    if (inside !== undefined) return `"$${inside}"`;
    return isExact(token) ? token : `"#${token}"`;
  });
  return JSON.parse(marked, (_, item: unknown) => unmarked(item));
}

function unmarked(item: unknown): unknown {
  if (typeof item === 'string') {
    const text = item.slice(1);
    return item.startsWith('$') ? text : { type: 'bigDecimal', string: text };
  }
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name.slice(1), value]));
}

function isExact(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && digitsOf(String(value)) === digitsOf(text);
}

/** A number's digits and exponent, whatever way it is written. */
function digitsOf(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
