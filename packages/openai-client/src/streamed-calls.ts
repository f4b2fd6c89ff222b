import type { UnifiedStreamEvent } from '@outcrop/unified-response';
import { argumentsText, cutCall, cutCallWarning, endsWithin, toolCallOf } from './tool-calls.js';
import type { WireToolCall } from './wire.js';

/** A call whose pieces arrive, perhaps among those of others. */
interface StreamedCall {
  readonly key: number;
  readonly id: string | undefined;
  name: string;
  text: string;
  readonly isCustom: boolean;
  /** Where it stands; unset before its name is known. */
  place?: { readonly index: number; readonly toolCallIndex: number };
}

/** The tool calls of a stream: pieces go to their call by its index, or by its id where there is none. */
export class StreamedCalls {
  readonly #takeIndex: () => number;
  readonly #idOf: (at: number) => string;
  readonly #calls: StreamedCall[] = [];

  /** @param idOf Gives an id to a call that has none. */
  constructor(takeIndex: () => number, idOf: (at: number) => string) {
    this.#takeIndex = takeIndex;
    this.#idOf = idOf;
  }

  /** The calls as a message has them. */
  get all(): WireToolCall[] {
    return this.#calls.map(({ id, name, text, isCustom }) => ({
      ...(id !== undefined && { id }),
      ...(isCustom ? { custom: { name, input: text } } : { function: { name, arguments: text } }),
    }));
  }

  push(piece: WireToolCall): UnifiedStreamEvent[] {
    const call = this.#callOf(piece);
    const { custom, function: called } = piece;
    const text = custom ? (custom.input ?? '') : argumentsText(called);
    call.name += call.place ? '' : (custom?.name ?? called?.name ?? '');
    call.text += text;
    if (call.place) return this.#deltaOf(call, text);
    if (call.name === '') return [];
    const toolCallIndex = this.#calls.filter(({ place }) => place).length;
    call.place = { index: this.#takeIndex(), toolCallIndex };
    const { id, name } = this.#whole(call);
    const start = { type: 'tool-call-start', ...call.place, id, name } as const;
    return [start, ...this.#deltaOf(call, call.text)];
  }

  /** Which pieces belong to whom is known only now: calls end together. */
  end(stopReason: string | undefined): UnifiedStreamEvent[] {
    return this.#calls.flatMap((call): UnifiedStreamEvent[] => {
      const { place } = call;
      if (!place) return [];
      const whole = this.#whole(call);
      if (call === this.#calls.at(-1) && endsWithin(whole.arguments, stopReason)) {
        const warning = { type: 'warning', ...cutCallWarning(whole) } as const;
        return [warning, { type: 'block', index: place.index, block: cutCall(whole) }];
      }
      const { id, name, arguments: text } = whole;
      const end = { type: 'tool-call-end', ...place, id, name, arguments: text } as const;
      // The text of a custom tool is one argument, which is whole at its end.
      return call.isCustom ? [{ type: 'tool-call-delta', ...place, arguments: text }, end] : [end];
    });
  }

  #deltaOf({ place, isCustom }: StreamedCall, text: string): UnifiedStreamEvent[] {
    if (!place || isCustom || text === '') return [];
    return [{ type: 'tool-call-delta', ...place, arguments: text }];
  }

  #whole(call: StreamedCall): ReturnType<typeof toolCallOf> {
    const at = this.#calls.indexOf(call);
    return toolCallOf(this.all[at] ?? {}, this.#idOf(at));
  }

  #callOf({ index, id, custom }: WireToolCall): StreamedCall {
    const last = this.#calls.at(-1);
    const known =
      index === undefined
        ? (this.#calls.find((call) => id && call.id === id) ?? (id ? undefined : last))
        : this.#calls.find(({ key }) => key === index);
    if (known) return known;
    const key = index ?? this.#calls.length;
    const call = { key, id: id || undefined, name: '', text: '', isCustom: custom !== undefined };
    this.#calls.push(call);
    return call;
  }
}
