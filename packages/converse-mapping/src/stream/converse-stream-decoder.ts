import {
  type ContentBlock,
  ProviderError,
  type UnifiedMessage,
  type UnifiedResponse,
  type UnifiedStreamEvent,
  type Warning,
} from '@outcrop/unified-response';
import { citationFromWire } from '../citation.js';
import { contentFromWire } from '../content-from-wire.js';
import { fromConverseResponse, type ResponseContext } from '../from-converse-response.js';
import { mapUsage } from '../map-usage.js';
import { PROVIDER } from '../provider-data.js';
import type { WireContentBlock } from '../wire-content.js';
import type { WireConverseResponse } from '../wire-response.js';
import type { WireBlockDelta, WireStreamEvent } from '../wire-stream.js';
import { StreamBlock } from './stream-block.js';

/** Turns the events of ConverseStream into ours, and in the end into a response. */
export interface ConverseStreamDecoder {
  /** The events that a wire event brings; unknown events bring none. */
  push(event: WireStreamEvent): UnifiedStreamEvent[];
  /**
   * The last events, `finish` with the response among them.
   * @throws ProviderError `incomplete_stream` when no `messageStop` came; what came is on it.
   */
  end(): UnifiedStreamEvent[];
  /** What has arrived so far, for an error that ends the stream. */
  partial(): UnifiedResponse;
}

/** A decoder for one stream. The response it ends with is the one `fromConverseResponse` would give. */
export function createConverseStreamDecoder(context: ResponseContext): ConverseStreamDecoder {
  return new Decoder(context);
}

class Decoder implements ConverseStreamDecoder {
  readonly #context: ResponseContext;
  readonly #blocks = new Map<number, StreamBlock>();
  readonly #warnings: Warning[] = [];
  #toolCalls = 0;
  #started = false;
  #stopped = false;
  /** What messageStop and metadata have said. */
  #outcome: WireConverseResponse = {};

  constructor(context: ResponseContext) {
    this.#context = context;
  }

  push(event: WireStreamEvent): UnifiedStreamEvent[] {
    if ('contentBlockDelta' in event) {
      const { delta, contentBlockIndex = 0 } = event.contentBlockDelta ?? {};
      return delta ? [...this.#start(), ...this.#delta(contentBlockIndex, delta)] : [];
    }
    if ('contentBlockStart' in event) {
      const { start, contentBlockIndex = 0 } = event.contentBlockStart ?? {};
      const block = this.#open(contentBlockIndex, start);
      return [...this.#start(), ...this.#startOf(block)];
    }
    if ('contentBlockStop' in event) {
      const block = this.#blocks.get(event.contentBlockStop?.contentBlockIndex ?? 0);
      return block ? this.#close(block) : [];
    }
    if ('messageStart' in event) return this.#start();
    if ('messageStop' in event) return this.#stop(event.messageStop ?? {});
    if ('metadata' in event) {
      this.#outcome = { ...this.#outcome, ...withoutPadding(event.metadata) };
      return [{ type: 'usage', usage: mapUsage(event.metadata?.usage) }];
    }
    return [];
  }

  end(): UnifiedStreamEvent[] {
    if (!this.#stopped) {
      throw new ProviderError('The stream ended before the model had finished.', {
        reason: 'incomplete_stream',
        provider: PROVIDER,
        hint: 'What arrived is in partial. Send the call again if nothing of it was used.',
        partial: this.partial(),
      });
    }
    const response = this.#response('completed');
    return [{ type: 'finish', finishReason: response.finishReason, response }];
  }

  partial(): UnifiedResponse {
    return this.#response('in_progress');
  }

  #start(): UnifiedStreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    const { id = '', model, warnings = [] } = this.#context;
    return [
      { type: 'response-start', id, model, provider: PROVIDER },
      ...warnings.map((warning) => ({ type: 'warning', ...warning }) as const),
    ];
  }

  #open(index: number, start?: ConstructorParameters<typeof StreamBlock>[2]): StreamBlock {
    const block = new StreamBlock(index, this.#toolCalls, start);
    if (block.kind === 'tool_call') this.#toolCalls += 1;
    this.#blocks.set(index, block);
    return block;
  }

  #startOf(block: StreamBlock): UnifiedStreamEvent[] {
    const { index, toolCallIndex } = block;
    if (block.kind === 'other') return [];
    if (block.kind !== 'tool_call') return [{ type: `${block.kind}-start`, index }];
    const { toolUseId: id, name } = block.toolUse;
    return [{ type: 'tool-call-start', index, toolCallIndex, id, name: this.#ownName(name) }];
  }

  /** Text and reasoning have no start event of their own: their first delta is it. */
  #delta(index: number, delta: WireBlockDelta): UnifiedStreamEvent[] {
    const known = this.#blocks.get(index);
    const block = known ?? this.#open(index);
    if (!known) block.kind = kindOf(delta);
    return [...(known ? [] : this.#startOf(block)), ...this.#deltaOf(block, delta)];
  }

  #deltaOf(block: StreamBlock, delta: WireBlockDelta): UnifiedStreamEvent[] {
    const { index, toolCallIndex } = block;
    if ('text' in delta) {
      block.addText(delta.text);
      return delta.text === '' ? [] : [{ type: 'text-delta', index, text: delta.text }];
    }
    if ('toolUse' in delta && block.kind === 'tool_call') {
      const { input } = delta.toolUse;
      block.addText(input);
      return input === ''
        ? []
        : [{ type: 'tool-call-delta', index, toolCallIndex, arguments: input }];
    }
    if ('reasoningContent' in delta) return reasoningDelta(block, delta.reasoningContent);
    if ('citation' in delta) {
      block.addCitation(delta.citation);
      return [{ type: 'block', index, block: citationFromWire(delta.citation) }];
    }
    block.addOther(delta);
    return [];
  }

  #close(block: StreamBlock): UnifiedStreamEvent[] {
    if (block.closed) return [];
    block.closed = true;
    const { index, toolCallIndex } = block;
    if (block.kind === 'text' || block.kind === 'reasoning')
      return [{ type: `${block.kind}-end`, index }];
    if (block.kind === 'other') return [{ type: 'block', index, block: this.#content(block) }];
    const whole = this.#content(block);
    if (whole.type !== 'tool_call') return [{ type: 'warning', ...this.#incomplete(block) }];
    const { id, name } = whole;
    return [{ type: 'tool-call-end', index, toolCallIndex, id, name, arguments: whole.arguments }];
  }

  #stop(event: { readonly stopReason?: string | undefined }): UnifiedStreamEvent[] {
    this.#stopped = true;
    this.#outcome = { ...this.#outcome, ...withoutPadding(event) };
    // A block that was never closed ends with the message, but a tool call that was not is cut short.
    return [...this.#blocks.values()].flatMap((block) =>
      block.kind === 'tool_call' && !block.closed
        ? [{ type: 'warning', ...this.#incomplete(block) } as const]
        : this.#close(block),
    );
  }

  #incomplete(block: StreamBlock): Warning {
    const warning = {
      code: 'tool_call_incomplete',
      message: `The call of ${this.#ownName(block.toolUse.name)} is cut short: it is no call to carry out.`,
    };
    this.#warnings.push(warning);
    return warning;
  }

  #ownName(name: string): string {
    return this.#context.toolNames?.get(name) ?? name;
  }

  #content(block: StreamBlock): ContentBlock {
    const wire = block.toWire();
    if (wire === undefined) {
      return { type: 'generic', originalType: 'tool_call', ...block.fragment };
    }
    const { baseModel, model } = this.#context;
    return contentFromWire(wire as WireContentBlock, {
      model: baseModel ?? model,
      ownToolName: (name) => this.#ownName(name),
    });
  }

  #response(status: string): UnifiedResponse {
    const blocks = [...this.#blocks.values()].sort((a, b) => a.index - b.index);
    const content = blocks.map((block) => this.#content(block));
    const messages: UnifiedMessage[] = this.#started ? [{ role: 'assistant', content }] : [];
    const warnings = [...(this.#context.warnings ?? []), ...this.#warnings];
    return fromConverseResponse(this.#outcome, this.#context).with({ messages, status, warnings });
  }
}

function kindOf(delta: WireBlockDelta): StreamBlock['kind'] {
  if ('text' in delta || 'citation' in delta) return 'text';
  return 'reasoningContent' in delta ? 'reasoning' : 'other';
}

function reasoningDelta(
  block: StreamBlock,
  delta: Extract<WireBlockDelta, { reasoningContent: unknown }>['reasoningContent'],
): UnifiedStreamEvent[] {
  const { index } = block;
  if ('text' in delta) {
    block.addText(delta.text);
    return [{ type: 'reasoning-delta', index, text: delta.text }];
  }
  if ('signature' in delta) {
    block.addSignature(delta.signature);
    return [{ type: 'reasoning-delta', index, text: '', signature: delta.signature }];
  }
  if ('redactedContent' in delta) {
    const redacted = block.addRedacted(delta.redactedContent);
    return [{ type: 'reasoning-delta', index, text: '', redacted }];
  }
  return [];
}

/** Every real event carries `p`, a padding of random length that says nothing. */
function withoutPadding(event: object | undefined): WireConverseResponse {
  const { p: _, ...members } = (event ?? {}) as { readonly p?: unknown };
  return members as WireConverseResponse;
}
