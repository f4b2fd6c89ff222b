import { isPlainObject } from '@outcrop/unified-response';
import { mayBeInexact, parseJson } from './content/parse-json.js';

/**
 * The JSON of a Converse response, such that the numbers of tool inputs stay as the model wrote them,
 * however long: `fromConverseResponse` gives them back in the arguments. All else is as `JSON.parse`
 * has it.
 *
 * @throws SyntaxError
 */
export function parseConverseResponse(text: string): unknown {
  const response: unknown = JSON.parse(text);
  if (!mayBeInexact(text)) return response;
  return withInputs(response, parseJson(text), ['output', 'message', 'content']);
}

/** A copy with the tool calls of another, at the end of that path. */
function withInputs(value: unknown, exact: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return Array.isArray(value) ? value.map(callOf(exact)) : value;
  if (!isPlainObject(value) || !isPlainObject(exact)) return value;
  return { ...value, [name]: withInputs(value[name], exact[name], rest) };
}

function callOf(exact: unknown): (block: unknown, at: number) => unknown {
  const blocks: readonly unknown[] = Array.isArray(exact) ? exact : [];
  return (block, at) => (isPlainObject(block) && 'toolUse' in block ? blocks[at] : block);
}
