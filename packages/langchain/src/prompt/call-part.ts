import type { ContentBlock } from '@outcrop/unified-response';
import { argumentsText } from '../tool-arguments.js';

type Fields = Readonly<Record<string, unknown>>;

/** The kinds of parts that stand for a call of a tool, whoever wrote them. */
const CALLS: ReadonlySet<unknown> = new Set([
  'tool_call',
  'tool_call_chunk',
  'invalid_tool_call',
  'tool_use',
]);

/** Whether a part is a call of a tool that is not in Outcrop's own words. */
export function isCallPart(part: Fields): boolean {
  return CALLS.has(part.type) && !(part.type === 'tool_call' && typeof part.arguments === 'string');
}

/**
 * The call that a part stands for. `own` is what it has under `outcrop`: the model's own text, or that
 * the call was cut short, and so is none that could have been answered.
 */
export function callBlock(part: Fields, own: Fields, id: string): ContentBlock {
  const { arguments: told, ...others } = own;
  const text = argumentsText(part.args ?? part.input, told);
  const call = { id, name: String(part.name ?? ''), arguments: text, ...others };
  const type = own.originalType === 'tool_call' ? 'generic' : 'tool_call';
  return { type, ...call } as ContentBlock;
}
