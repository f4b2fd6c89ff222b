import { isPlainObject } from '@outcrop/unified-response';
import { bytesOf, isUnion } from '../wire/wire-shape.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The block that a start and deltas of one name make: a tool result, an image, or what is new since.
 * What nobody knows how to join is kept as the list of what came.
 */
export function joinedBlock(start: Members | undefined, deltas: readonly unknown[]): Members {
  const parts = start === undefined ? deltas : [start, ...deltas];
  const unions = parts.filter(isUnion);
  const [name = '', ...more] = new Set(unions.flatMap(Object.keys));
  if (more.length > 0 || unions.length < parts.length) return { malformed: parts };
  const values = unions.map((part) => part[name]);
  return { [name]: joinedValue(name, values, start === undefined) };
}

function joinedValue(name: string, values: readonly unknown[], isStartless: boolean): unknown {
  const [first, ...rest] = isStartless ? [{}, ...values] : values;
  if (!isPlainObject(first)) return values.length === 1 ? first : { parts: values };
  if (name === 'toolResult' && rest.every(Array.isArray)) return { ...first, content: rest.flat() };
  if (isStartless && rest.length === 1) return rest[0];
  const bytes = name === 'image' ? rest.map(imageBytes) : [];
  if (bytes.length > 1 && bytes.every((chunk) => chunk !== undefined)) {
    return { ...first, source: { bytes: concatBytes(bytes) } };
  }
  const names = [first, ...rest].flatMap((part) => (isPlainObject(part) ? Object.keys(part) : []));
  const isDisjoint = rest.every(isPlainObject) && new Set(names).size === names.length;
  return isDisjoint ? Object.assign({}, first, ...rest) : { parts: values };
}

/** The bytes of a delta that has nothing else. */
function imageBytes(delta: unknown): Uint8Array | undefined {
  const isImage = isUnion(delta) && isUnion(delta.source) && 'bytes' in delta.source;
  return isImage ? blobBytes((delta.source as Members).bytes) : undefined;
}

/** The bytes of a blob, `undefined` when it is none. */
export function blobBytes(blob: unknown): Uint8Array | undefined {
  try {
    return bytesOf(blob);
  } catch {
    return undefined;
  }
}

export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
