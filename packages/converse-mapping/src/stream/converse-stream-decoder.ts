import {
  type ContentBlock,
  definedFields,
  isPlainObject,
  ProviderError,
  type UnifiedResponse,
  type UnifiedStreamEvent,
  type Warning,
} from '@outcrop/unified-response';
import { type ContentOrigin, contentFromWire } from '../content/content-from-wire.js';
import { PROVIDER } from '../content/provider-data.js';
import { fromConverseResponse, type ResponseContext } from '../from-converse-response.js';
import { othersOf } from '../others-of.js';
import { mapStopReason } from '../settings/map-stop-reason.js';
import { mapUsage } from '../settings/map-usage.js';
import type { WireConverseResponse } from '../wire/wire-response.js';
import { withoutUnknown } from '../wire/wire-shape.js';
import type { WireStreamEvent } from '../wire/wire-stream.js';
import { addDelta, kindOfDelta } from './delta-events.js';
import { type EventName, isEventName } from './event-name.js';
import { StreamBlock } from './stream-block.js';
import { needsStopReason, streamedCall } from './streamed-call.js';

/** Turns the events of ConverseStream into ours, and in the end into a response. */
export interface ConverseStreamDecoder {
  /** Whether `messageStop` has come: the message is whole, only its usage may still be missing. */
  readonly isComplete: boolean;
  /** The events that a wire event brings. Events that are no part of the message bring none. */
  push(event: WireStreamEvent): UnifiedStreamEvent[];
  /**
   * The last events, `finish` with the response among them.
   * @throws ProviderError `incomplete_stream` when no `messageStop` came; what came is on it.
   */
  end(): UnifiedStreamEvent[];
  /** What has arrived so far, for an error that ends the stream. */
  partial(): UnifiedResponse;
}

/**
 * A decoder for one stream. The response it ends with is the one `fromConverseResponse` would give.
 *
 * Whatever comes, the events are well-formed: `response-start` first, `finish` last; a block starts
 * and ends once, with its deltas in between, under an index of its own. A tool call that is cut
 * short ends with a `block` of type `generic` and a warning, never with `tool-call-end`.
 */
export function createConverseStreamDecoder(context: ResponseContext): ConverseStreamDecoder {
  return new Decoder(context);
}

type Members = Readonly<Record<string, unknown>>;

/** Numbers of blocks are 32 bit integers in the service model. */
const MAX_BLOCKS = 2 ** 31;

class Decoder implements ConverseStreamDecoder {
  isComplete = false;
  readonly #context: ResponseContext;
  readonly #origin: Required<ContentOrigin>;
  /** By our number, in the order in which they began. */
  readonly #blocks = new Map<number, StreamBlock>();
  /** The latest block of each number on the wire. */
  readonly #latest = new Map<unknown, StreamBlock>();
  readonly #warnings: Warning[] = [];
  #freeIndex = 0;
  #toolCalls = 0;
  #isStarted = false;
  #hasWarnedOfLate = false;
  /** What messageStart says beside the role. */
  #message: Members | undefined;
  /** What messageStop and metadata say. */
  #outcome: WireConverseResponse = {};

  constructor(context: ResponseContext) {
    this.#context = context;
    this.#origin = {
      model: context.baseModel ?? context.model,
      ownToolName: (name) => context.toolNames?.get(name) ?? name,
    };
  }

  push(event: WireStreamEvent): UnifiedStreamEvent[] {
    const events: UnifiedStreamEvent[] = [];
    for (const [name, payload] of Object.entries(event)) {
      if (!isEventName(name) || !isPlainObject(payload)) continue;
      this.#start(events);
      if (this.isComplete && name !== 'metadata') this.#warnOfLate(name, events);
      else this.#take(name, payload, events);
    }
    return events;
  }

  end(): UnifiedStreamEvent[] {
    if (!this.isComplete) {
      throw new ProviderError('The stream ended before the model had finished.', {
        reason: 'incomplete_stream',
        provider: PROVIDER,
        hint: 'What arrived is in partial. Send the call again if nothing of it was used.',
        partial: this.partial(),
      });
    }
    const events: UnifiedStreamEvent[] = [];
    if (!this.#outcome.usage) {
      this.#warn(
        'usage_missing',
        'The stream ended without its usage: its cost is unknown.',
        events,
      );
    }
    const response = this.#response('completed');
    events.push({ type: 'finish', finishReason: response.finishReason, response });
    return events;
  }

  partial(): UnifiedResponse {
    return this.#response('in_progress');
  }

  #take(name: EventName, payload: Members, events: UnifiedStreamEvent[]): void {
    const { contentBlockIndex: at } = payload;
    const latest = this.#latest.get(at);
    switch (name) {
      case 'messageStart':
        this.#message ??= othersOf(payload, ['role', 'p']);
        break;
      case 'contentBlockStart':
        if (latest && !latest.isClosed) this.#end(latest, events);
        this.#open(at, payload.start, events);
        break;
      case 'contentBlockDelta': {
        if (payload.delta === undefined || payload.delta === null) break;
        // A number may come again: a block that is closed takes no more.
        const block = latest && !latest.isClosed ? latest : this.#open(at, undefined, events);
        this.#add(block, payload.delta, events);
        break;
      }
      case 'contentBlockStop':
        if (latest && !latest.isClosed) this.#close(latest, events);
        break;
      case 'messageStop':
        this.isComplete = true;
        this.#outcome = { ...this.#outcome, ...withoutPadding(payload) };
        for (const block of this.#blocks.values()) this.#end(block, events);
        break;
      case 'metadata':
        this.#outcome = { ...this.#outcome, ...withoutPadding(payload) };
        if (isPlainObject(payload.usage)) {
          events.push({ type: 'usage', usage: mapUsage(payload.usage) });
        }
    }
  }

  #start(events: UnifiedStreamEvent[]): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { id = '', model, warnings = [] } = this.#context;
    events.push({ type: 'response-start', id, model, provider: PROVIDER });
    for (const warning of warnings) events.push({ type: 'warning', ...warning });
  }

  /** A block under the number it has on the wire, or a free one where that is none or taken. */
  #open(at: unknown, start: unknown, events: UnifiedStreamEvent[]): StreamBlock {
    const block = new StreamBlock(this.#isFree(at) ? at : this.#freeIndex, start);
    const { index, call } = block;
    this.#freeIndex = Math.max(this.#freeIndex, index + 1);
    this.#blocks.set(index, block);
    this.#latest.set(at, block);
    if (!call) return block;
    const toolCallIndex = this.#toolCalls;
    this.#toolCalls += 1;
    block.toolCallIndex = toolCallIndex;
    const name = this.#origin.ownToolName(call.name);
    events.push({ type: 'tool-call-start', index, toolCallIndex, id: call.toolUseId, name });
    return block;
  }

  #isFree(at: unknown): at is number {
    const isIndex = typeof at === 'number' && Number.isInteger(at) && at >= 0 && at < MAX_BLOCKS;
    return isIndex && !this.#blocks.has(at);
  }

  #add(block: StreamBlock, delta: unknown, events: UnifiedStreamEvent[]): void {
    const known = isPlainObject(delta) && '$unknown' in delta ? withoutUnknown(delta) : delta;
    const [[name = '', value] = []] = isPlainObject(known) ? Object.entries(known) : [];
    if (block.kind === undefined) {
      block.kind = kindOfDelta(name);
      if (block.kind === 'text' || block.kind === 'reasoning') {
        events.push({ type: `${block.kind}-start`, index: block.index });
      }
    }
    const added = addDelta(block, name, value);
    if (added) events.push(...added);
    else block.addOther(withoutUnknown(delta));
  }

  #close(block: StreamBlock, events: UnifiedStreamEvent[]): void {
    block.isClosed = true;
    if (!(block.call && needsStopReason(block))) this.#end(block, events);
  }

  /** Tells the end of a block, whether its stop event has come or not. */
  #end(block: StreamBlock, events: UnifiedStreamEvent[]): void {
    if (block.content) return;
    const content = this.#contentOf(block);
    block.content = content;
    const { index, toolCallIndex, kind } = block;
    if (kind === 'text' || kind === 'reasoning') events.push({ type: `${kind}-end`, index });
    for (const part of content) {
      if (block.call && part.type === 'tool_call') {
        const { id, name, arguments: input } = part;
        const at = { index, toolCallIndex };
        // Whoever joins the deltas gets JSON, too, where the model has written nothing.
        if (block.text.trim() === '')
          events.push({ type: 'tool-call-delta', ...at, arguments: input });
        events.push({ type: 'tool-call-end', ...at, id, name, arguments: input });
      } else if (part.type !== kind) events.push({ type: 'block', index, block: part });
    }
    if (block.call && content[0]?.type !== 'tool_call') {
      const name = this.#origin.ownToolName(block.call.name);
      const message = `The call of ${name} is cut short: it is no call to carry out.`;
      this.#warn('tool_call_incomplete', message, events);
    }
  }

  #contentOf(block: StreamBlock): readonly ContentBlock[] {
    if (block.kind === undefined) return [];
    const { call, strays } = block;
    const main = call
      ? streamedCall(block, call, this.#isCut(block), this.#origin.ownToolName(call.name))
      : contentFromWire(block.toWire(), this.#origin);
    return strays.length === 0 ? [main] : [main, contentFromWire({ malformed: strays })];
  }

  #isCut(block: StreamBlock): boolean {
    if (!block.isClosed) return true;
    if (!needsStopReason(block)) return false;
    const isLast = block.index === this.#freeIndex - 1;
    const isTruncated = mapStopReason(this.#outcome.stopReason) === 'length';
    return !this.isComplete || (isLast && isTruncated);
  }

  #warn(code: string, message: string, events: UnifiedStreamEvent[]): void {
    this.#warnings.push({ code, message });
    events.push({ type: 'warning', code, message });
  }

  #warnOfLate(name: EventName, events: UnifiedStreamEvent[]): void {
    if (this.#hasWarnedOfLate) return;
    this.#hasWarnedOfLate = true;
    const message = `What comes after the end of a message is no part of it: ${name}.`;
    this.#warn('event_after_stop', message, events);
  }

  #response(status: string): UnifiedResponse {
    const blocks = [...this.#blocks.values()].sort((a, b) => a.index - b.index);
    const content = blocks.flatMap((block) => block.content ?? this.#contentOf(block));
    const message = {
      role: 'assistant',
      content,
      ...definedFields({ metadata: this.#message }),
    } as const;
    const warnings = [...(this.#context.warnings ?? []), ...this.#warnings];
    return fromConverseResponse(this.#outcome, this.#context).with({
      messages: this.#isStarted ? [message] : [],
      status,
      warnings,
    });
  }
}

/** Every real event carries `p`, a padding of random length that says nothing. */
function withoutPadding({ p: _, ...members }: Members): WireConverseResponse {
  return members;
}
