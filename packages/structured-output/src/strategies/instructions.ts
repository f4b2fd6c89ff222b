import type { JsonSchema } from '@outcrop/unified-response';
import type { ResolvedFormat } from '../resolved-format.js';

/** Asks for a call that cannot be demanded. */
export function toolInstructions(toolName: string, hasOtherTools: boolean): string {
  const before = hasOtherTools ? 'Use the other tools as long as you need them. ' : '';
  return `${before}Give your final answer by calling the tool ${toolName}, and in no other way: an answer in text is not read.`;
}

/** Asks for JSON in text. */
export function promptInstructions(
  { description, schema, kind }: ResolvedFormat,
  compiled: JsonSchema,
  hasTools: boolean,
): string {
  const when = hasTools ? 'When you have what you need from the tools, answer' : 'Answer';
  const what = kind === 'json_object' ? 'a JSON object' : 'a JSON value';
  const asked = `${when} with ${what} and nothing else: no text around it, no code fence.`;
  const about = description === undefined ? [] : [`It is: ${description.trim()}`];
  const fits =
    schema === undefined ? [] : [`It must fit this JSON Schema:\n${JSON.stringify(compiled)}`];
  return [asked, ...about, ...fits].join('\n');
}
