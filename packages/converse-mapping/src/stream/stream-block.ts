import { type ContentBlock, isPlainObject } from '@outcrop/unified-response';
import { isUnion, withoutUnknown } from '../wire/wire-shape.js';
import { concatBytes, joinedBlock } from './joined-block.js';

/** What kind of block its events have shown so far. */
export type StreamBlockKind = 'text' | 'reasoning' | 'tool_call' | 'other';

/** A call as its start event announces it. */
export interface AnnouncedCall {
  readonly toolUseId: string;
  readonly name: string;
  readonly [member: string]: unknown;
}

/** A content block that is still arriving: its parts as they came, to be joined once. */
export class StreamBlock {
  /** The number under which our readers know the block. */
  readonly index: number;
  /** Not known before the first delta, where no start event tells. */
  kind: StreamBlockKind | undefined;
  /** What the start event announces, if it is a call. */
  readonly call: AnnouncedCall | undefined;
  /** Number among the tool calls, from 0. */
  toolCallIndex = 0;
  /** Whether its stop event has come. */
  isClosed = false;
  /** What it is, once its end has been told; more than one block where deltas did not fit. */
  content: readonly ContentBlock[] | undefined;
  readonly #start: Readonly<Record<string, unknown>> | undefined;
  readonly #texts: string[] = [];
  readonly #signatures: string[] = [];
  readonly #redacted: Uint8Array[] = [];
  readonly #citations: unknown[] = [];
  readonly #others: unknown[] = [];

  constructor(index: number, start: unknown) {
    this.index = index;
    const members = withoutUnknown(start);
    // An empty start says as little as none.
    if (isPlainObject(members) && Object.keys(members).length > 0) this.#start = members;
    this.call = announcedCall(this.#start);
    if (this.call) this.kind = 'tool_call';
    else if (this.#start) this.kind = 'other';
  }

  /** The text so far: of a tool call, the JSON text of its input. */
  get text(): string {
    return this.#texts.join('');
  }

  /** Deltas that do not belong into a block of this kind. */
  get strays(): readonly unknown[] {
    return this.kind === 'other' ? [] : this.#others;
  }

  addText(text: string): void {
    this.#texts.push(text);
  }

  addSignature(signature: string): void {
    this.#signatures.push(signature);
  }

  addRedacted(bytes: Uint8Array): void {
    this.#redacted.push(bytes);
  }

  addCitation(citation: unknown): void {
    this.#citations.push(citation);
  }

  addOther(delta: unknown): void {
    this.#others.push(delta);
  }

  /** The block as Converse would have sent it whole. Not for tool calls, whose input may be cut. */
  toWire(): unknown {
    if (this.kind === 'text') return this.#textToWire();
    if (this.kind === 'reasoning') return { reasoningContent: this.#reasoningToWire() };
    return joinedBlock(this.#start, this.#others);
  }

  #textToWire(): object {
    if (this.#citations.length === 0) return { text: this.text };
    const content = this.#texts.length === 0 ? {} : { content: [{ text: this.text }] };
    return { citationsContent: { ...content, citations: this.#citations } };
  }

  #reasoningToWire(): object {
    const signature = this.#signatures.length === 0 ? {} : { signature: this.#signatures.join('') };
    const readable = { reasoningText: { text: this.text, ...signature } };
    if (this.#redacted.length === 0) return readable;
    const isReadable = this.#texts.length + this.#signatures.length > 0;
    return { ...(isReadable ? readable : {}), redactedContent: concatBytes(this.#redacted) };
  }
}

function announcedCall(
  start: Readonly<Record<string, unknown>> | undefined,
): AnnouncedCall | undefined {
  const toolUse = isUnion(start) ? start.toolUse : undefined;
  if (!isPlainObject(toolUse)) return undefined;
  const isCall = typeof toolUse.toolUseId === 'string' && typeof toolUse.name === 'string';
  return isCall ? (toolUse as unknown as AnnouncedCall) : undefined;
}
