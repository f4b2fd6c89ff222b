import type { CompiledSchema } from '../compile-schema.js';
import type { Codec } from '../value-codec.js';

/** Whether what the model writes is the caller's value, perhaps in an object that holds it. */
export function keepsValues({ codec }: CompiledSchema): boolean {
  return codec === undefined || (codec.kind === 'data' && codec.value === undefined);
}

/**
 * Whether the model has to write a value in another shape than a person would: maps as lists of
 * entries, objects of any kind as JSON inside of a text.
 */
export function bendsValues({ codec }: CompiledSchema): boolean {
  return isBent(codec, new Set());
}

function isBent(codec: Codec | undefined, seen: Set<Codec>): boolean {
  if (codec === undefined || seen.has(codec)) return false;
  seen.add(codec);
  const some = (codecs: Iterable<Codec | undefined>): boolean =>
    [...codecs].some((part) => isBent(part, seen));
  switch (codec.kind) {
    case 'entries':
    case 'text':
      return true;
    case 'data':
      return isBent(codec.value, seen);
    case 'reference':
      return isBent(codec.target.codec, seen);
    case 'union':
      return some(codec.branches.map((branch) => branch.codec));
    case 'array':
      return some([...codec.items, codec.rest]);
    case 'object':
      return codec.rest !== undefined || some(codec.properties.values());
  }
}
