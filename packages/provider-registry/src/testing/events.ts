import {
  replayResponse,
  UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';

/** A response that says that text. */
export function saying(text: string): UnifiedResponse {
  return new UnifiedResponse({
    id: 'r1',
    model: 'm',
    provider: 'p',
    messages: [{ role: 'assistant', content: [{ type: 'text', text }] }],
    finishReason: 'stop',
  });
}

/** The events of such a response, without the last one. */
export function unfinished(text: string): UnifiedStreamEvent[] {
  return [...replayResponse(saying(text))].slice(0, -1);
}

/** What a stream says, to its end. */
export async function collect(
  stream: AsyncIterable<UnifiedStreamEvent>,
): Promise<UnifiedStreamEvent[]> {
  const events: UnifiedStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
