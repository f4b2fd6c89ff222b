import { base64ToBytes, bytesToBase64, type UnifiedStreamEvent } from '@outcrop/unified-response';
import { type AnswerContext, audioBlock, reasoningText } from './from-completion.js';
import { joinedFields } from './joined-fields.js';
import { ReasoningTag } from './reasoning-tag.js';
import { StreamedCalls } from './streamed-calls.js';
import { callId } from './tool-calls.js';
import type { WireAudio, WireChunk, WireChunkChoice, WireCompletion, WireMessage } from './wire.js';

/** Fields of a delta that are read; all others are kept. */
const READ: ReadonlySet<string> = new Set([
  ...['role', 'content', 'refusal', 'tool_calls', 'function_call', 'annotations', 'audio'],
]);

/**
 * Turns chunks into events, and collects the completion that the server would have sent in one
 * piece, so that both are read alike.
 */
export class StreamDecoder {
  readonly #context: AnswerContext;
  readonly #tag: ReasoningTag;
  readonly #calls: StreamedCalls;
  readonly #audio: { pieces: Uint8Array[]; about: WireAudio } = { pieces: [], about: {} };
  #about: WireChunk = {};
  #choice: Readonly<Record<string, unknown>> = {};
  #message: Readonly<Record<string, unknown>> = {};
  #content = '';
  #reasoning = '';
  #refusal = '';
  #finishReason: string | undefined;
  #open: { readonly kind: 'text' | 'reasoning'; readonly index: number } | undefined;
  #nextIndex = 0;
  #hasBegun = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#tag = new ReasoningTag(context.quirks.reasoningTag);
    this.#calls = new StreamedCalls(
      () => this.#takeIndex(),
      (at) => callId(this.#about.id, at),
    );
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether the model has said why it stops. */
  get isComplete(): boolean {
    return this.#finishReason !== undefined;
  }

  /** The answer as far as it has arrived, as if it had come in one piece. */
  get completion(): WireCompletion {
    const { about, pieces } = this.#audio;
    const data = pieces.length > 0 ? bytesToBase64(concatenated(pieces)) : undefined;
    const [reasoningField = ''] = this.#context.quirks.reasoningFields;
    const message: WireMessage = {
      ...this.#message,
      ...(this.#reasoning !== '' && { [reasoningField]: this.#reasoning }),
      content: this.#content,
      refusal: this.#refusal,
      tool_calls: this.#calls.all,
      ...((data !== undefined || about.id !== undefined) && {
        audio: { ...about, data } as WireAudio,
      }),
    };
    const choice = { ...this.#choice, message, finish_reason: this.#finishReason ?? null };
    return { ...this.#about, choices: [choice] };
  }

  push(chunk: WireChunk): UnifiedStreamEvent[] {
    const { choices, ...about } = chunk;
    this.#about = joinedFields(this.#about, about) as WireChunk;
    const events: UnifiedStreamEvent[] = [];
    // Azure tells of its filters first, in a chunk without an id.
    if (!this.#hasBegun && (choices?.length ?? 0) > 0) {
      this.#hasBegun = true;
      const id = this.#about.id || this.#context.requestId || '';
      events.push({ type: 'response-start', id, model: this.#context.model, provider: 'openai' });
    }
    // One answer is asked for.
    const choice = choices?.find(({ index = 0 }) => index === 0);
    if (choice) events.push(...this.#pushChoice(choice));
    return events;
  }

  /** What ends with the stream. */
  end(): UnifiedStreamEvent[] {
    const events = [
      ...this.#pushTagged(this.#tag.end()),
      ...this.#close(),
      ...this.#calls.end(this.#finishReason),
    ];
    const { audio } = this.completion.choices?.[0]?.message ?? {};
    if (audio) {
      const block = audioBlock(audio, this.#context);
      events.push({ type: 'block', index: this.#takeIndex(), block });
    }
    return events;
  }

  #pushChoice({
    index: _,
    delta,
    finish_reason: reason,
    ...others
  }: WireChunkChoice): UnifiedStreamEvent[] {
    this.#choice = joinedFields(this.#choice, others);
    const events = delta ? this.#pushDelta(delta) : [];
    if (reason) this.#finishReason = reason;
    return events;
  }

  #pushDelta(delta: WireMessage): UnifiedStreamEvent[] {
    const { reasoningFields } = this.#context.quirks;
    this.#keep(delta, reasoningFields);
    const events: UnifiedStreamEvent[] = [];
    const reasoning = reasoningText(delta, this.#context);
    if (reasoning !== '') {
      this.#reasoning += reasoning;
      events.push(...this.#say('reasoning', reasoning));
    }
    if (delta.content) {
      this.#content += delta.content;
      events.push(...this.#pushTagged(this.#tag.push(delta.content)));
    }
    if (delta.refusal) {
      this.#refusal += delta.refusal;
      events.push(...this.#say('text', delta.refusal));
    }
    const called = delta.function_call
      ? [...(delta.tool_calls ?? []), { index: 0, function: delta.function_call }]
      : (delta.tool_calls ?? []);
    for (const piece of called) events.push(...this.#close(), ...this.#calls.push(piece));
    if (delta.audio) this.#pushAudio(delta.audio);
    return events;
  }

  /** Fields that nobody knows: texts among them come in pieces, as those of the answer do. */
  #keep(delta: WireMessage, reasoningFields: readonly string[]): void {
    const others = Object.entries(delta)
      .filter(([name]) => !(READ.has(name) || reasoningFields.includes(name)))
      .map(([name, value]) => {
        const before = this.#message[name];
        const isText = typeof before === 'string' && typeof value === 'string';
        return [name, isText ? before + value : value];
      });
    const annotations = delta.annotations ? { annotations: delta.annotations } : {};
    this.#message = joinedFields(this.#message, { ...Object.fromEntries(others), ...annotations });
  }

  #pushAudio({ data, transcript = '', ...about }: WireAudio): void {
    // Each piece is base64 of its own.
    if (data) this.#audio.pieces.push(base64ToBytes(data));
    const said = (this.#audio.about.transcript ?? '') + transcript;
    this.#audio.about = { ...this.#audio.about, ...about, ...(said && { transcript: said }) };
  }

  #pushTagged(stretches: ReturnType<ReasoningTag['push']>): UnifiedStreamEvent[] {
    return stretches.flatMap(({ kind, text }) => this.#say(kind, text));
  }

  #say(kind: 'text' | 'reasoning', text: string): UnifiedStreamEvent[] {
    if (this.#open?.kind === kind) {
      return [{ type: `${kind}-delta`, index: this.#open.index, text }];
    }
    const closed = this.#close();
    const index = this.#takeIndex();
    this.#open = { kind, index };
    return [...closed, { type: `${kind}-start`, index }, { type: `${kind}-delta`, index, text }];
  }

  #close(): UnifiedStreamEvent[] {
    if (!this.#open) return [];
    const { kind, index } = this.#open;
    this.#open = undefined;
    return [{ type: `${kind}-end`, index }];
  }

  #takeIndex(): number {
    this.#nextIndex += 1;
    return this.#nextIndex - 1;
  }
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
