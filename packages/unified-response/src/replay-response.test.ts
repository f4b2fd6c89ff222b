import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentBlock } from './content-block.js';
import { replayResponse } from './replay-response.js';
import { UnifiedResponse } from './response.js';
import type { UnifiedStreamEvent } from './stream-event.js';
import { anyResponse } from './testing/arbitrary-response.js';

function eventsOf(...content: readonly ContentBlock[]): UnifiedStreamEvent[] {
  const messages = [{ role: 'assistant' as const, content }];
  const response = new UnifiedResponse({ id: 'r1', model: 'm', provider: 'p', messages });
  return [...replayResponse(response)].slice(1, -2);
}

describe('replayResponse', () => {
  it('starts with who answers and ends with usage and the response itself', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const { id, model, provider, usage, finishReason } = response;
        const events = [...replayResponse(response)];
        expect(events[0]).toEqual({ type: 'response-start', id, model, provider });
        expect(events.at(-2)).toEqual({ type: 'usage', usage });
        expect(events.at(-1)).toEqual({ type: 'finish', finishReason, response });
      }),
    );
  });

  it('tells the warnings first', () => {
    const warning = { code: 'x', message: 'y', path: 'z' };
    const init = { id: 'r1', model: 'm', provider: 'p', messages: [], warnings: [warning] };
    const [, told] = replayResponse(new UnifiedResponse(init));
    expect(told).toEqual({ type: 'warning', ...warning });
  });

  it('plays text with its citations', () => {
    const citation = { type: 'citation', title: 't', snippet: 's' } as const;
    expect(eventsOf({ type: 'text', text: 'hi', citations: [citation] })).toEqual([
      { type: 'text-start', index: 0 },
      { type: 'text-delta', index: 0, text: 'hi' },
      { type: 'block', index: 0, block: citation },
      { type: 'text-end', index: 0 },
    ]);
  });

  it('plays an empty text without a delta', () => {
    expect(eventsOf({ type: 'text', text: '' })).toEqual([
      { type: 'text-start', index: 0 },
      { type: 'text-end', index: 0 },
    ]);
  });

  it('plays reasoning with what proves it', () => {
    const redacted = Uint8Array.of(1);
    expect(
      eventsOf(
        { type: 'reasoning', reasoning: 'hm', signature: 's' },
        { type: 'reasoning', reasoning: '', redacted },
      ),
    ).toEqual([
      { type: 'reasoning-start', index: 0 },
      { type: 'reasoning-delta', index: 0, text: 'hm', signature: 's' },
      { type: 'reasoning-end', index: 0 },
      { type: 'reasoning-start', index: 1 },
      { type: 'reasoning-delta', index: 1, text: '', redacted },
      { type: 'reasoning-end', index: 1 },
    ]);
  });

  it('numbers tool calls among themselves, and all blocks by their place', () => {
    const call = { type: 'tool_call', id: 't', name: 'f', arguments: '{}' } as const;
    const image = { type: 'image' } as const;
    const { type: _type, ...told } = call;
    expect(eventsOf(image, call, image, call)).toEqual([
      { type: 'block', index: 0, block: image },
      { type: 'tool-call-start', index: 1, toolCallIndex: 0, id: 't', name: 'f' },
      { type: 'tool-call-delta', index: 1, toolCallIndex: 0, arguments: '{}' },
      { type: 'tool-call-end', index: 1, toolCallIndex: 0, ...told },
      { type: 'block', index: 2, block: image },
      { type: 'tool-call-start', index: 3, toolCallIndex: 1, id: 't', name: 'f' },
      { type: 'tool-call-delta', index: 3, toolCallIndex: 1, arguments: '{}' },
      { type: 'tool-call-end', index: 3, toolCallIndex: 1, ...told },
    ]);
  });
});
