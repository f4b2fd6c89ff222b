import { base64ToBytes, isPlainObject } from '@outcrop/unified-response';
import type { WireCitation } from '../wire-content.js';
import type { WireBlockDelta, WireBlockStart } from '../wire-stream.js';
import type { WireBlob } from '../wire-union.js';

/** What kind of block the events so far have shown. */
export type StreamBlockKind = 'text' | 'reasoning' | 'tool_call' | 'other';

/** A content block that is still arriving; deltas are kept as they came and joined once. */
export class StreamBlock {
  readonly index: number;
  kind: StreamBlockKind;
  /** Number among the tool calls, from 0. */
  readonly toolCallIndex: number;
  closed = false;
  readonly #start: Record<string, unknown> | undefined;
  readonly #texts: string[] = [];
  readonly #citations: WireCitation[] = [];
  readonly #redacted: Uint8Array[] = [];
  readonly #others: Record<string, unknown>[] = [];
  #signature = '';

  constructor(index: number, toolCallIndex: number, start?: WireBlockStart) {
    this.index = index;
    this.toolCallIndex = toolCallIndex;
    this.#start = start as Record<string, unknown> | undefined;
    this.kind = start === undefined ? 'text' : 'toolUse' in start ? 'tool_call' : 'other';
  }

  get toolUse(): { readonly toolUseId: string; readonly name: string; readonly type?: string } {
    return this.#start?.toolUse as { toolUseId: string; name: string; type?: string };
  }

  /** The text so far: of a tool call, the JSON text of its input. */
  get text(): string {
    return this.#texts.join('');
  }

  addText(text: string): void {
    this.#texts.push(text);
  }

  addSignature(signature: string): void {
    this.#signature += signature;
  }

  addRedacted(blob: WireBlob): Uint8Array {
    const bytes = typeof blob === 'string' ? base64ToBytes(blob) : blob;
    this.#redacted.push(bytes);
    return bytes;
  }

  addCitation(citation: WireCitation): void {
    this.#citations.push(citation);
  }

  addOther(delta: WireBlockDelta): void {
    this.#others.push(delta as Record<string, unknown>);
  }

  /** The block as Converse would have sent it whole; `undefined` for a tool call that is not complete. */
  toWire(): object | undefined {
    switch (this.kind) {
      case 'text':
        return this.#citations.length === 0
          ? { text: this.text }
          : { citationsContent: { content: [{ text: this.text }], citations: this.#citations } };
      case 'reasoning':
        return { reasoningContent: this.#reasoning() };
      case 'tool_call': {
        const input = parseObject(this.text);
        return input && this.closed ? { toolUse: { ...this.toolUse, input } } : undefined;
      }
      case 'other':
        return this.#other();
    }
  }

  /** Everything that arrived of a tool call that is not complete. */
  get fragment(): Record<string, unknown> {
    return { ...this.toolUse, partialInput: this.text };
  }

  #reasoning(): object {
    if (this.#redacted.length > 0) return { redactedContent: concat(this.#redacted) };
    const signature = this.#signature === '' ? {} : { signature: this.#signature };
    return { reasoningText: { text: this.text, ...signature } };
  }

  #other(): object {
    const [name = 'unknown'] = Object.keys(this.#start ?? this.#others[0] ?? {});
    const started = this.#start?.[name];
    const start = isPlainObject(started) ? started : {};
    const deltas = this.#others.map((delta) => delta[name]);
    if (name === 'toolResult') return { toolResult: { ...start, content: deltas.flat() } };
    const merged: object = Object.assign({}, start, ...deltas.filter(isPlainObject));
    if (name === 'image') return { image: { ...merged, source: imageSource(deltas) } };
    return { [name]: Object.keys(merged).length > 0 ? merged : deltas };
  }
}

/** Image bytes may come in several deltas. */
function imageSource(deltas: readonly unknown[]): object {
  const sources = deltas.flatMap((delta) =>
    isPlainObject(delta) && isPlainObject(delta.source) ? [delta.source] : [],
  );
  const bytes = sources.flatMap((source) => ('bytes' in source ? [source.bytes as WireBlob] : []));
  if (bytes.length === 0) return sources.at(-1) ?? {};
  return {
    bytes: concat(bytes.map((blob) => (typeof blob === 'string' ? base64ToBytes(blob) : blob))),
  };
}

/** The input of a tool call; no text at all is a call without arguments. */
function parseObject(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
