import {
  bytesToBase64,
  type ContentBlock,
  definedFields,
  type ImageBlock,
  type ToolDefinition,
  type UnifiedRequest,
  type Warning,
} from '@outcrop/unified-response';
import type { WirePart, WireRequest, WireTool, WireTurn } from './wire.js';

/** What of a request has a place on the wire, or is none of Echo's business. */
const EXPRESSED: ReadonlySet<string> = new Set<keyof UnifiedRequest>([
  ...(['model', 'messages', 'inference', 'tools', 'responseFormat'] as const),
  ...(['family', 'price', 'warnings'] as const),
]);

/** A request in Echo's words, and a warning for each thing that has none. */
export function toWire(
  request: UnifiedRequest,
  schema: unknown,
): { readonly body: Omit<WireRequest, 'stream'>; readonly warnings: readonly Warning[] } {
  const unsent = [
    ...Object.keys(request).filter((field) => !EXPRESSED.has(field)),
    ...Object.keys(request.family),
  ];
  const warnings: Warning[] = unsent.map((field) => ({
    code: 'parameter_ignored',
    path: field,
    message: `${field} cannot be expressed in Echo: it was not sent.`,
  }));
  const turns = request.messages.map(({ role, content }, turn): WireTurn => {
    const parts = content.flatMap((block, index): WirePart[] => {
      const part = partOf(block);
      if (part) return [part];
      const path = `messages[${turn}].content[${index}]`;
      const message = `${path}: Echo takes no ${block.type} of this kind: it was not sent.`;
      warnings.push({ code: 'content_ignored', path, message });
      return [];
    });
    return { role, parts };
  });
  const tools = request.tools.flatMap((tool, index): WireTool[] => {
    if (tool.type === 'function') return [toolOf(tool)];
    const path = `tools[${index}]`;
    const message = `${path}: Echo has no tools of its own: it was not sent.`;
    warnings.push({ code: 'parameter_ignored', path, message });
    return [];
  });
  const { model, inference: settings } = request;
  return { body: { model, turns, tools, settings, ...definedFields({ schema }) }, warnings };
}

function partOf(block: ContentBlock): WirePart | undefined {
  switch (block.type) {
    case 'text':
      return { kind: 'text', text: block.text };
    case 'image':
      return imageOf(block);
    case 'reasoning': {
      // Nobody but its maker can read a seal.
      const seal = block.provider === 'echo' ? block.signature : undefined;
      return { kind: 'thought', text: block.reasoning, ...definedFields({ seal }) };
    }
    case 'tool_call':
      return { kind: 'call', id: block.id, tool: block.name, text: block.arguments };
    case 'tool_result': {
      const { toolCallId: id, output } = block;
      const text = typeof output === 'string' ? output : JSON.stringify(output);
      return { kind: 'result', id, text };
    }
    default:
      return undefined;
  }
}

const DATA_URI = /^data:([^;,]+);base64,(.*)$/s;

/** An image by its bytes; Echo loads none by address. */
function imageOf({ data, dataUri, mediaType }: ImageBlock): WirePart | undefined {
  if (data && mediaType) return { kind: 'image', mediaType, base64: bytesToBase64(data) };
  const [, type, base64] = DATA_URI.exec(dataUri ?? '') ?? [];
  return type && base64 ? { kind: 'image', mediaType: type, base64 } : undefined;
}

function toolOf(tool: Extract<ToolDefinition, { type: 'function' }>): WireTool {
  const { name, description, parameters = { type: 'object' } } = tool;
  return { name, parameters, ...definedFields({ description }) };
}
