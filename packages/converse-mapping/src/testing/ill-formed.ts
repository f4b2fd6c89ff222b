import type { UnifiedStreamEvent } from '@outcrop/unified-response';

/** What is wrong with a sequence of events, whatever they say; nothing, if all is well. */
export function illFormed(events: readonly UnifiedStreamEvent[]): string[] {
  const problems: string[] = [];
  const open = new Map<number, string>();
  const used = new Set<number>();
  let toolCalls = 0;
  events.forEach((event, at) => {
    const problem = (text: string): void => {
      problems.push(`${at} ${event.type}: ${text}`);
    };
    if ((event.type === 'response-start') !== (at === 0)) problem('is not first');
    if (event.type === 'finish' && at !== events.length - 1) problem('is not last');
    const [, kind, phase] = /^(text|reasoning|tool-call)-(start|delta|end)$/.exec(event.type) ?? [];
    if (!('index' in event)) return;
    const { index } = event;
    if (!Number.isInteger(index) || index < 0) problem('has no index');
    if (phase === 'start' && kind) {
      if (used.has(index)) problem('starts a block twice');
      used.add(index);
      open.set(index, kind);
      if ('toolCallIndex' in event && event.toolCallIndex !== toolCalls) problem('is misnumbered');
      if ('toolCallIndex' in event) toolCalls += 1;
    } else if (kind !== undefined) {
      if (open.get(index) !== kind) problem('belongs to no open block');
      if (phase === 'end') open.delete(index);
    } else if (open.get(index) === 'tool-call') {
      // What came of a call that is cut short.
      open.delete(index);
    }
  });
  return [...problems, ...[...open].map(([index, kind]) => `${kind} ${index} never ends`)];
}
