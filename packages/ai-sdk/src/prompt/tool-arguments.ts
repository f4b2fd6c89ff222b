/**
 * The JSON text of a tool call's input. The AI SDK hands over the parsed value, or `{}` where the
 * model's text could not be read; `told` is the text as the model wrote it, where it was kept. It
 * is used as long as nobody changed the value.
 */
export function argumentsOf(input: unknown, told: unknown): string {
  const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  if (typeof told !== 'string') return text;
  const value = compact(told);
  const isUnchanged = value === undefined ? isNothing(input) : value === JSON.stringify(input);
  return isUnchanged || input === told ? told : text;
}

/** Whether parsing and writing it again would change the text, so that it has to be kept. */
export function isToldExactly(text: string): boolean {
  return compact(text) === text;
}

/** The text without white space; `undefined` when it is no JSON. */
function compact(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isNothing(input: unknown): boolean {
  return input === undefined || input === null || JSON.stringify(input) === '{}';
}
