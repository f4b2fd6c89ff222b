import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import { AnswerStream } from './answer-stream.js';
import { AnswerText } from './answer-text.js';
import type { AnswerContext } from './plan.js';
import { isAnswerCall } from './read-answer.js';
import { ownNotice } from './rewrite-response.js';

type EventOf<Type extends UnifiedStreamEvent['type']> = Extract<UnifiedStreamEvent, { type: Type }>;

/** JSON that a text begins with, perhaps behind the head of a code fence. */
const JSON_BEGINS = /^\s*(?:```[a-zA-Z]*\s*)?(?=[{[])/;
/** What may still become that. */
const MAY_BEGIN = /^\s*(?:`{1,2}|```[a-zA-Z]*\s*)?$/;

/** A text block that is held back until it is known what it is. */
interface HeldText {
  readonly events: UnifiedStreamEvent[];
  /** What may be the beginning of JSON; `undefined`: it is none. */
  head: string | undefined;
}

/**
 * The events of one answer, as the caller gets them. The answer becomes text and `partial` events,
 * be it written as a call or as text. Text beside it is held back: it is shown when it turns out to
 * belong to calls of the caller's own tools, or when there is no answer.
 */
export class StreamRewriter {
  readonly #context: AnswerContext;
  readonly #held = new Map<number, HeldText>();
  /** The arguments of calls that came behind the first. */
  readonly #otherCalls = new Map<number, string>();
  #answer: AnswerStream | undefined;
  #callsTools = false;
  #toolCalls = new Map<number, number>();
  #lastIndex = -1;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  /** What to show for an event. `finish` is for `finish`. */
  push(event: UnifiedStreamEvent): UnifiedStreamEvent[] {
    if ('index' in event) this.#lastIndex = Math.max(this.#lastIndex, event.index);
    switch (event.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
        return this.#text(event);
      case 'tool-call-start':
      case 'tool-call-delta':
      case 'tool-call-end':
        return this.#call(event);
      case 'block':
        return this.#block(event);
      case 'warning':
        return [{ ...ownNotice(event, this.#context.toolPath, this.#context.toolName) }];
      default:
        return [event];
    }
  }

  /** What was held back, for a response without an answer. */
  withoutAnswer(): UnifiedStreamEvent[] {
    const texts = [...this.#otherCalls].flatMap(([index, text]) =>
      textEvents(index, new AnswerText(this.#context.compiled.wrapped).push(text)),
    );
    return [...(this.#answer?.end() ?? []), ...this.#release(), ...texts];
  }

  /** The text of a response with an answer, where it was not shown yet. */
  withAnswer({ text }: UnifiedResponse): UnifiedStreamEvent[] {
    if (this.#callsTools) return this.withoutAnswer();
    const ended = this.#answer?.end() ?? [];
    if (this.#answer?.hasText) return ended;
    const [held = this.#lastIndex + 1] = this.#held.keys();
    return [...ended, ...textEvents(this.#answer?.index ?? held, text)];
  }

  #text(event: EventOf<'text-start' | 'text-delta' | 'text-end'>): UnifiedStreamEvent[] {
    const { index } = event;
    if (this.#answer?.index === index) {
      if (event.type === 'text-delta') return this.#answer.push(event.text);
      return event.type === 'text-end' ? this.#answer.end() : [];
    }
    // In a turn that calls tools, text is what is said about the calls.
    if (this.#callsTools) return [event];
    const held = this.#held.get(index) ?? { events: [], head: '' };
    this.#held.set(index, held);
    held.events.push(event);
    return event.type === 'text-delta' ? this.#beginning(index, held, event.text) : [];
  }

  /** Where a text turns out to be the answer, what there is of it. */
  #beginning(index: number, held: HeldText, text: string): UnifiedStreamEvent[] {
    const isCandidate = this.#context.strategy !== 'tool' && !this.#answer;
    if (held.head === undefined || !isCandidate) return [];
    held.head += text;
    const begins = JSON_BEGINS.exec(held.head);
    if (!begins) {
      if (!MAY_BEGIN.test(held.head)) held.head = undefined;
      return [];
    }
    this.#held.delete(index);
    this.#answer = new AnswerStream(index, this.#context);
    return this.#answer.push(held.head.slice(begins[0].length));
  }

  #call(
    event: EventOf<'tool-call-start' | 'tool-call-delta' | 'tool-call-end'>,
  ): UnifiedStreamEvent[] {
    const { index } = event;
    if (event.type === 'tool-call-start' && event.name === this.#context.toolName) {
      if (this.#answer) this.#otherCalls.set(index, '');
      else this.#answer = new AnswerStream(index, this.#context);
      return [];
    }
    if (this.#answer?.index === index) {
      if (event.type === 'tool-call-delta') return this.#answer.push(event.arguments);
      return event.type === 'tool-call-end' ? this.#answer.end() : [];
    }
    const other = this.#otherCalls.get(index);
    if (other !== undefined) {
      if (event.type === 'tool-call-delta') this.#otherCalls.set(index, other + event.arguments);
      return [];
    }
    const released = event.type === 'tool-call-start' ? this.#release() : [];
    this.#callsTools = true;
    return [...released, { ...event, toolCallIndex: this.#countOf(index) }];
  }

  /** The number of a call among the caller's own. */
  #countOf(index: number): number {
    const known = this.#toolCalls.get(index);
    if (known !== undefined) return known;
    const count = this.#toolCalls.size;
    this.#toolCalls.set(index, count);
    return count;
  }

  #block(event: EventOf<'block'>): UnifiedStreamEvent[] {
    const { index, block } = event;
    if (isAnswerCall(block, this.#context.toolName)) {
      return this.#answer?.index === index ? this.#answer.end() : [];
    }
    const held = this.#held.get(index);
    if (!held) return [event];
    held.events.push(event);
    return [];
  }

  #release(): UnifiedStreamEvent[] {
    const events = [...this.#held.values()].flatMap((held) => held.events);
    this.#held.clear();
    return events;
  }
}

function textEvents(index: number, text: string): UnifiedStreamEvent[] {
  if (text === '') return [];
  return [
    { type: 'text-start', index },
    { type: 'text-delta', index, text },
    { type: 'text-end', index },
  ];
}
