import { isPlainObject } from '@outcrop/unified-response';
import { objectOf } from './json-schema.js';

/**
 * How values are written where a schema cannot be said in the model's dialect, place by place.
 * `undefined` stands for: as they are.
 */
export type Codec =
  | {
      readonly kind: 'object';
      readonly properties: ReadonlyMap<string, Codec>;
      /** Properties that are null where they are missing, and whether null then means missing. */
      readonly missing: ReadonlyMap<string, boolean>;
      /** Where properties stand that have no name in the schema, as entries, and their names. */
      readonly rest?: {
        readonly name: string;
        readonly entries: Codec;
        readonly declared: ReadonlySet<string>;
      };
    }
  | {
      readonly kind: 'array';
      readonly items: readonly (Codec | undefined)[];
      readonly rest: Codec | undefined;
    }
  /** A value that stands in an object, as its `data`. */
  | { readonly kind: 'data'; readonly value: Codec | undefined }
  /** An object with names of its own, as a list of `{key, value}`. */
  | { readonly kind: 'entries'; readonly value: Codec | undefined }
  /** Any value: objects and arrays as JSON text. */
  | { readonly kind: 'text' }
  | { readonly kind: 'union'; readonly branches: readonly UnionBranch[] }
  /** A definition that may contain itself. */
  | { readonly kind: 'reference'; readonly target: { codec: Codec | undefined } };

export interface UnionBranch {
  /** The type of what is written; `undefined` where that is not one. */
  readonly type: string | undefined;
  readonly codec: Codec | undefined;
  /** Whether a value as the caller has it belongs to the branch. */
  readonly isOwn: (value: unknown) => boolean;
  /** Whether a value as the model wrote it does. */
  readonly isWritten: (value: unknown) => boolean;
}

/** The value that the caller's schema asks for, of what the model wrote. */
export function decodeValue(value: unknown, codec: Codec | undefined): unknown {
  switch (codec?.kind) {
    case undefined:
      return value;
    case 'reference':
      return decodeValue(value, codec.target.codec);
    case 'data':
      return isPlainObject(value) && 'data' in value ? decodeValue(value.data, codec.value) : value;
    case 'union':
      return decodeBranch(value, codec.branches);
    case 'text':
      return decodeText(value);
    case 'entries':
      return decodeEntries(value, codec.value);
    case 'array':
      return Array.isArray(value)
        ? value.map((item, at) =>
            decodeValue(item, at in codec.items ? codec.items[at] : codec.rest),
          )
        : value;
    case 'object': {
      if (!isPlainObject(value)) return value;
      const { properties, missing, rest } = codec;
      const own = Object.entries(value)
        .filter(([name, held]) => name !== rest?.name && !(held === null && missing.get(name)))
        .map(([name, held]) => [name, decodeValue(held, properties.get(name))] as const);
      const more = rest && decodeValue(value[rest.name], rest.entries);
      return objectOf(isPlainObject(more) ? [...Object.entries(more), ...own] : own);
    }
  }
}

/** The caller's value as the model is asked to write it. */
export function encodeValue(value: unknown, codec: Codec | undefined): unknown {
  switch (codec?.kind) {
    case undefined:
      return value;
    case 'reference':
      return encodeValue(value, codec.target.codec);
    case 'data':
      return { data: encodeValue(value, codec.value) };
    case 'union':
      return encodeValue(value, codec.branches.find((branch) => branch.isOwn(value))?.codec);
    case 'text':
      return encodeText(value);
    case 'entries':
      return isPlainObject(value)
        ? Object.entries(value).map(([key, held]) => ({
            key,
            value: encodeValue(held, codec.value),
          }))
        : value;
    case 'array':
      return Array.isArray(value)
        ? value.map((item, at) =>
            encodeValue(item, at in codec.items ? codec.items[at] : codec.rest),
          )
        : value;
    case 'object': {
      if (!isPlainObject(value)) return value;
      const { properties, missing, rest } = codec;
      const isOwn = (name: string): boolean => !rest || rest.declared.has(name);
      const own = Object.entries(value)
        .filter(([name]) => isOwn(name))
        .map(([name, held]) => [name, encodeValue(held, properties.get(name))] as const);
      const absent = [...missing.keys()]
        .filter((name) => !Object.hasOwn(value, name))
        .map((name) => [name, null] as const);
      if (!rest) return objectOf([...own, ...absent]);
      const others = objectOf(Object.entries(value).filter(([name]) => !isOwn(name)));
      return objectOf([...own, ...absent, [rest.name, encodeValue(others, rest.entries)]]);
    }
  }
}

/** Branches may be written alike: then what comes out tells them apart, first of all as no mere text. */
function decodeBranch(value: unknown, branches: readonly UnionBranch[]): unknown {
  const decoded = branches
    .filter((branch) => branch.isWritten(value))
    .map((branch) => ({ branch, own: decodeValue(value, branch.codec) }));
  const fitting = decoded.filter(({ branch, own }) => branch.isOwn(own));
  const found = fitting.find(({ own }) => own !== value) ?? fitting[0] ?? decoded[0];
  return found ? found.own : value;
}

function decodeEntries(value: unknown, codec: Codec | undefined): unknown {
  if (!Array.isArray(value) || !value.every(isEntry)) return value;
  return objectOf(value.map((entry) => [entry.key, decodeValue(entry.value, codec)]));
}

function isEntry(value: unknown): value is { readonly key: string; readonly value: unknown } {
  return isPlainObject(value) && typeof value.key === 'string' && 'value' in value;
}

/** Objects and arrays, and strings that would read as something else than themselves. */
function encodeText(value: unknown): unknown {
  const isPlainText = typeof value !== 'object' || value === null;
  return isPlainText && decodeText(value) === value ? value : JSON.stringify(value);
}

function decodeText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
