import type { UnifiedResponse } from '@outcrop/unified-response';

/** The final response, and those before it, as one JSON object. */
export function printJson(responses: readonly UnifiedResponse[], stdout: NodeJS.WriteStream): void {
  const last = responses.at(-1);
  const value = {
    text: last?.text ?? '',
    response: last?.toJSON() ?? null,
    earlier: responses.slice(0, -1).map((response) => response.toJSON()),
  };
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
