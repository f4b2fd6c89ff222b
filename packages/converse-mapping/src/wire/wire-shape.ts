import { base64ToBytes, isPlainObject } from '@outcrop/unified-response';
import type { WireCitationsConfig } from './wire-content.js';

/** A union has exactly one member. */
export function isUnion(wire: unknown): wire is Record<string, unknown> {
  return isPlainObject(wire) && Object.keys(wire).length === 1;
}

/** The SDK's `{$unknown: [name, value]}`, at any depth, as the `{name: value}` that came. */
export function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnknown);
  if (!isPlainObject(value)) return value;
  const members = Array.isArray(value.$unknown) ? [value.$unknown] : Object.entries(value);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutUnknown(member)]));
}

/** The text of a part that is nothing but text. */
export function textOf(part: unknown): string | undefined {
  return isUnion(part) && typeof part.text === 'string' ? part.text : undefined;
}

export function areTexts(texts: readonly unknown[]): texts is readonly string[] {
  return texts.every((text) => typeof text === 'string');
}

/** A citations config that says nothing but on or off. */
export function switchOf(config: unknown): WireCitationsConfig | undefined {
  return isUnion(config) && typeof config.enabled === 'boolean'
    ? { enabled: config.enabled }
    : undefined;
}

/**
 * The bytes of a blob.
 * @throws TypeError when it is neither bytes nor base64 text.
 */
export function bytesOf(blob: unknown): Uint8Array {
  if (blob instanceof Uint8Array) return blob;
  if (typeof blob === 'string') return base64ToBytes(blob);
  throw new TypeError('expected bytes or base64 text');
}
