import type { JsonObject, JsonValue } from '../json.js';
import type { WireEvent } from '../stream/wire-event.js';

type Block = Record<string, JsonValue>;

interface Payload {
  readonly contentBlockIndex: number;
  readonly start: Record<string, JsonObject>;
  readonly delta: Record<string, JsonValue>;
}

/** Adds a delta to a block as the documentation of ConverseStream says. */
function add(block: Block, delta: Payload['delta']): void {
  const [[kind, value] = ['', null]] = Object.entries(delta);
  const part = value as Record<string, string>;
  if (kind === 'text') block.text = `${block.text ?? ''}${value}`;
  else if (kind === 'toolUse') block.input = `${block.input ?? ''}${part.input}`;
  else if (kind === 'toolResult') {
    block.content = [...((block.content as JsonValue[]) ?? []), ...(value as JsonValue[])];
  } else if (kind === 'reasoningContent') {
    const [[member, text] = ['', '']] = Object.entries(part);
    block[member] = `${block[member] ?? ''}${text}`;
  } else Object.assign(block, value);
}

function finish(kind: string, block: Block): JsonObject {
  if (kind === 'text') return { text: block.text };
  if (kind === 'toolUse') return { toolUse: { ...block, input: JSON.parse(String(block.input)) } };
  if (kind === 'reasoningContent' && 'text' in block) {
    return { reasoningContent: { reasoningText: block } };
  }
  return { [kind]: block };
}

/** The Converse response a stream tells of, for streams without citations. */
export function collectMessage(events: readonly WireEvent[]): JsonObject {
  const blocks: { kind: string; block: Block }[] = [];
  const response: Record<string, JsonValue> = {};
  let role: JsonValue = null;
  for (const event of events) {
    const [[type, value] = ['', null]] = Object.entries(event);
    const { p: _padding, ...payload } = value as JsonObject;
    const { contentBlockIndex, start, delta } = payload as unknown as Payload;
    if (type === 'messageStart') role = payload.role ?? null;
    else if (type === 'messageStop' || type === 'metadata') Object.assign(response, payload);
    else if (type === 'contentBlockStart') {
      const [[kind, block] = ['', {}]] = Object.entries(start);
      blocks[contentBlockIndex] = { kind, block: { ...block } as Block };
    } else if (type === 'contentBlockDelta') {
      const [kind = ''] = Object.keys(delta);
      blocks[contentBlockIndex] ??= { kind, block: {} };
      add(blocks[contentBlockIndex].block, delta);
    }
  }
  const content = blocks.map(({ kind, block }) => finish(kind, block));
  return { ...response, output: { message: { content, role } } };
}
