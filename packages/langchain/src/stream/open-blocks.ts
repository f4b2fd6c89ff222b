import {
  type CitationBlock,
  type ContentBlock,
  definedFields,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';

type Event<Type extends UnifiedStreamEvent['type']> = Extract<UnifiedStreamEvent, { type: Type }>;

/** A text or reasoning that is being streamed. */
interface OpenBlock {
  text: string;
  signature: string | undefined;
  readonly redacted: Uint8Array[];
  readonly citations: CitationBlock[];
}

/** Puts the blocks of one stream together from its events. */
export class OpenBlocks {
  readonly #open = new Map<number, OpenBlock>();
  #start: Event<'response-start'> | undefined;

  start(event: Event<'response-start'>): void {
    this.#start = event;
  }

  get id(): string | undefined {
    return this.#start?.id || undefined;
  }

  open({ index }: { readonly index: number }): void {
    this.#open.set(index, { text: '', signature: undefined, redacted: [], citations: [] });
  }

  add(event: Event<'text-delta'> | Event<'reasoning-delta'>): void {
    const block = this.#open.get(event.index);
    if (!block) return;
    block.text += event.text;
    if (event.type === 'text-delta') return;
    const { signature, redacted } = event;
    if (signature !== undefined) block.signature = `${block.signature ?? ''}${signature}`;
    if (redacted !== undefined) block.redacted.push(redacted);
  }

  /** Whether a block is one of a text that is still open, and so is told with it. */
  cites({ index, block }: Event<'block'>): boolean {
    const text = this.#open.get(index);
    if (!text || block.type !== 'citation') return false;
    text.citations.push(block);
    return true;
  }

  close({ type, index }: Event<'text-end'> | Event<'reasoning-end'>): ContentBlock {
    const { text = '', signature, redacted = [], citations = [] } = this.#open.get(index) ?? {};
    this.#open.delete(index);
    if (type === 'text-end') {
      return { type: 'text', text, ...(citations.length > 0 ? { citations } : {}) };
    }
    return {
      type: 'reasoning',
      reasoning: text,
      ...definedFields({
        signature,
        redacted: joined(redacted),
        provider: this.#start?.provider,
        model: this.#start?.model,
      }),
    };
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array | undefined {
  const [first, ...more] = chunks;
  if (more.length === 0) return first;
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
