import type { UnifiedStreamEvent } from '@outcrop/unified-response';
import { blockOf } from './from-wire.js';
import type { WireAnswer, WireEvent, WirePart } from './wire.js';

/** Turns the events of the wire into those of the vocabulary, and collects the answer. */
export class StreamDecoder {
  readonly #model: string;
  readonly #parts: WirePart[] = [];
  #about: Omit<WireAnswer, 'parts' | 'end' | 'tokens'> = { id: '' };
  #end: Pick<WireAnswer, 'end' | 'tokens'> | undefined;
  #toolCalls = 0;

  constructor(model: string) {
    this.#model = model;
  }

  /** The answer as far as it has arrived. */
  get answer(): WireAnswer {
    const end = this.#end ?? { end: 'cut', tokens: { in: 0, out: 0 } };
    return { ...this.#about, ...end, parts: this.#parts };
  }

  get hasBegun(): boolean {
    return this.#about.id !== '';
  }

  get isComplete(): boolean {
    return this.#end !== undefined;
  }

  push(event: WireEvent): UnifiedStreamEvent[] {
    if ('part' in event) return this.#pushPart(event.part, event.index);
    if ('end' in event) {
      this.#end = event;
      return this.#closeLast();
    }
    this.#about = event;
    return [{ type: 'response-start', id: event.id, model: this.#model, provider: 'echo' }];
  }

  #pushPart(part: WirePart, index: number): UnifiedStreamEvent[] {
    const before = this.#parts[index];
    if (!before) {
      const closed = this.#closeLast();
      this.#parts.push(part);
      return [...closed, ...this.#started(part, index), ...this.#continued(part, index)];
    }
    const text = 'text' in before && 'text' in part ? { text: before.text + part.text } : {};
    this.#parts[index] = { ...before, ...part, ...text } as WirePart;
    return this.#continued(part, index);
  }

  #started(part: WirePart, index: number): UnifiedStreamEvent[] {
    switch (part.kind) {
      case 'text':
        return [{ type: 'text-start', index }];
      case 'thought':
        return [{ type: 'reasoning-start', index }];
      case 'call': {
        const toolCallIndex = this.#toolCalls;
        return [{ type: 'tool-call-start', index, toolCallIndex, id: part.id, name: part.tool }];
      }
      default:
        return [{ type: 'block', index, block: blockOf(part) }];
    }
  }

  #continued(part: WirePart, index: number): UnifiedStreamEvent[] {
    switch (part.kind) {
      case 'text':
        return [{ type: 'text-delta', index, text: part.text }];
      case 'thought': {
        const signature = part.seal === undefined ? {} : { signature: part.seal };
        return [{ type: 'reasoning-delta', index, text: part.text, ...signature }];
      }
      case 'call': {
        const toolCallIndex = this.#toolCalls;
        return [{ type: 'tool-call-delta', index, toolCallIndex, arguments: part.text }];
      }
      default:
        return [];
    }
  }

  /** One part follows another: when the next begins, the last one is whole. */
  #closeLast(): UnifiedStreamEvent[] {
    const index = this.#parts.length - 1;
    const part = this.#parts[index];
    switch (part?.kind) {
      case 'text':
        return [{ type: 'text-end', index }];
      case 'thought':
        return [{ type: 'reasoning-end', index }];
      case 'call': {
        const { id, tool: name, text } = part;
        const toolCallIndex = this.#toolCalls;
        this.#toolCalls += 1;
        return [{ type: 'tool-call-end', index, toolCallIndex, id, name, arguments: text }];
      }
      default:
        return [];
    }
  }
}
