import {
  type CitationBlock,
  isPlainObject,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { citationFromWire } from '../content/citation.js';
import { blobBytes } from './joined-block.js';
import type { StreamBlock, StreamBlockKind } from './stream-block.js';

/** The kinds of block that need no start event, by the deltas that show them. */
const KINDS: Readonly<Record<string, StreamBlockKind>> = {
  text: 'text',
  citation: 'text',
  reasoningContent: 'reasoning',
};

/** The kind of block that starts with such a delta. */
export function kindOfDelta(name: string): StreamBlockKind {
  return (Object.hasOwn(KINDS, name) && KINDS[name]) || 'other';
}

/**
 * Adds a delta to its block: the event for it, if there is anything to tell; `undefined` when it
 * does not belong into such a block, or has not the shape it should have.
 */
export function addDelta(
  block: StreamBlock,
  name: string,
  value: unknown,
): UnifiedStreamEvent[] | undefined {
  switch (block.kind) {
    case 'text':
      if (name === 'text') return addText(block, value);
      return name === 'citation' ? addCitation(block, value) : undefined;
    case 'reasoning':
      return name === 'reasoningContent' ? addReasoning(block, value) : undefined;
    case 'tool_call':
      return name === 'toolUse' ? addInput(block, value) : undefined;
    default:
      return undefined;
  }
}

function addText(block: StreamBlock, text: unknown): UnifiedStreamEvent[] | undefined {
  if (typeof text !== 'string') return undefined;
  block.addText(text);
  return text === '' ? [] : [{ type: 'text-delta', index: block.index, text }];
}

function addInput(block: StreamBlock, toolUse: unknown): UnifiedStreamEvent[] | undefined {
  const input = isPlainObject(toolUse) ? toolUse.input : undefined;
  if (typeof input !== 'string') return undefined;
  block.addText(input);
  const { index, toolCallIndex } = block;
  return input === '' ? [] : [{ type: 'tool-call-delta', index, toolCallIndex, arguments: input }];
}

function addReasoning(block: StreamBlock, delta: unknown): UnifiedStreamEvent[] | undefined {
  const { index } = block;
  const { text, signature, redactedContent } = isPlainObject(delta) ? delta : {};
  if (typeof text === 'string') {
    block.addText(text);
    return text === '' ? [] : [{ type: 'reasoning-delta', index, text }];
  }
  if (typeof signature === 'string') {
    block.addSignature(signature);
    return [{ type: 'reasoning-delta', index, text: '', signature }];
  }
  const redacted = blobBytes(redactedContent);
  if (redacted === undefined) return undefined;
  block.addRedacted(redacted);
  return [{ type: 'reasoning-delta', index, text: '', redacted }];
}

function addCitation(block: StreamBlock, wire: unknown): UnifiedStreamEvent[] | undefined {
  const citation = citationOf(wire);
  if (citation === undefined) return undefined;
  block.addCitation(wire);
  return [{ type: 'block', index: block.index, block: citation }];
}

/** The citation, `undefined` when a list of it is none. */
function citationOf(wire: unknown): CitationBlock | undefined {
  try {
    return isPlainObject(wire) ? citationFromWire(wire) : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
