/**
 * A small language for the constraints a service model puts on a request: the same words and the
 * same places as in the model itself, so that a table written in it can be compared with the model.
 */
export type Shape =
  | StructureShape
  | UnionShape
  | ListShape
  | MapShape
  | StringShape
  | NumberShape
  | BlobShape
  | { readonly kind: 'boolean' }
  | { readonly kind: 'document' };

interface Sensitive {
  /** The service leaves values at and below this place out of its error texts. */
  readonly sensitive?: boolean;
}

export interface StructureShape extends Sensitive {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** Exactly one member is set. */
export interface UnionShape extends Sensitive {
  readonly kind: 'union';
  readonly name: string;
  readonly members: Readonly<Record<string, Shape>>;
}

interface Length {
  /** In characters, bytes or entries. */
  readonly min?: number;
  readonly max?: number;
}

export interface ListShape extends Length, Sensitive {
  readonly kind: 'list';
  readonly member: Shape;
}

export interface MapShape extends Length, Sensitive {
  readonly kind: 'map';
  readonly key: StringShape;
  readonly value: Shape;
}

export interface StringShape extends Length {
  readonly kind: 'string';
  readonly enum?: readonly string[];
  /** Values the service takes although its model does not list them. */
  readonly alsoAccepted?: readonly string[];
  /** A regular expression that the whole value must match. */
  readonly pattern?: string;
}

export interface NumberShape {
  readonly kind: 'integer' | 'float';
  readonly min?: number;
  readonly max?: number;
}

export interface BlobShape extends Length {
  readonly kind: 'blob';
}

export const boolean: Shape = { kind: 'boolean' };
export const document: Shape = { kind: 'document' };

export function structure<Name extends string>(
  name: string,
  members: Readonly<Record<Name, Shape>>,
  options: { readonly required?: readonly NoInfer<Name>[] } & Sensitive = {},
): StructureShape {
  return { required: [], ...options, kind: 'structure', name, members };
}

export function union(
  name: string,
  members: Readonly<Record<string, Shape>>,
  options: Sensitive = {},
): UnionShape {
  return { ...options, kind: 'union', name, members };
}

export function list(member: Shape, options: Length & Sensitive = {}): ListShape {
  return { ...options, kind: 'list', member };
}

export function map(key: StringShape, value: Shape, options: Length & Sensitive = {}): MapShape {
  return { ...options, kind: 'map', key, value };
}

export function string(constraints: Omit<StringShape, 'kind'> = {}): StringShape {
  return { ...constraints, kind: 'string' };
}

export function oneOf(...values: string[]): StringShape {
  return { kind: 'string', enum: values };
}

export function integer(constraints: Omit<NumberShape, 'kind'> = {}): NumberShape {
  return { ...constraints, kind: 'integer' };
}

export function float(constraints: Omit<NumberShape, 'kind'> = {}): NumberShape {
  return { ...constraints, kind: 'float' };
}

export function blob(constraints: Omit<BlobShape, 'kind'> = {}): BlobShape {
  return { ...constraints, kind: 'blob' };
}
