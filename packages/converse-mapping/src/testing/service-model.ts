import { existsSync, readFileSync } from 'node:fs';
import { isPlainObject } from '@outcrop/unified-response';

/** A shape of AWS's service model, in botocore's JSON. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly union?: boolean;
  readonly document?: boolean;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

const file = new URL(
  '../../../../../shared/reference/bedrock-runtime.service.json',
  import.meta.url,
);
const shapes: Readonly<Record<string, Shape>> | undefined = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8')).shapes
  : undefined;

/** Whether the model is here; tests that need it skip where it is not. */
export const hasServiceModel: boolean = shapes !== undefined;

export function shapeOf(name: string): Shape {
  const shape = shapes?.[name];
  if (shape === undefined) throw new Error(`The service model has no shape ${name}.`);
  return shape;
}

/** What the service's own constraints have against a value, as `path: rule`. */
export function violations(value: unknown, shapeName: string, path = ''): string[] {
  const shape = shapeOf(shapeName);
  const refused = (rule: string): string[] => [`${path}: ${rule}`];
  switch (shape.type) {
    case 'structure':
      if (shape.document) return isJson(value) ? [] : refused('expected JSON');
      return isPlainObject(value) ? structureViolations(value, shape, path) : refused('an object');
    case 'list':
      if (!Array.isArray(value)) return refused('expected a list');
      return [
        ...lengthViolations(value.length, shape, path),
        ...value.flatMap((item, at) =>
          violations(item, shape.member?.shape ?? '', `${path}[${at}]`),
        ),
      ];
    case 'map':
      if (!isPlainObject(value)) return refused('expected a map');
      return [
        ...lengthViolations(Object.keys(value).length, shape, path),
        ...Object.entries(value).flatMap(([key, item]) => [
          ...violations(key, shape.key?.shape ?? '', `${path} key`),
          ...violations(item, shape.value?.shape ?? '', `${path}.${key}`),
        ]),
      ];
    case 'string':
      if (typeof value !== 'string') return refused('expected a string');
      if (shape.enum && !shape.enum.includes(value)) return refused(`${value} is not in the enum`);
      if (shape.pattern && !new RegExp(`^(?:${shape.pattern})$`).test(value))
        return refused(`${value} does not match`);
      return lengthViolations([...value].length, shape, path);
    case 'blob':
      if (!(value instanceof Uint8Array)) return refused('expected bytes');
      return lengthViolations(value.byteLength, shape, path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : refused('expected a boolean');
    case 'integer':
    case 'long':
      if (!Number.isSafeInteger(value)) return refused('expected an integer');
      return lengthViolations(value as number, shape, path);
    default:
      if (typeof value !== 'number' || !Number.isFinite(value)) return refused('expected a number');
      return lengthViolations(value, shape, path);
  }
}

function structureViolations(
  value: Readonly<Record<string, unknown>>,
  { members = {}, required = [], union }: Shape,
  path: string,
): string[] {
  const names = Object.keys(value);
  return [
    ...(union && names.length !== 1 ? [`${path}: a union of ${names.length} members`] : []),
    ...required
      .filter((name) => !names.includes(name))
      .map((name) => `${path}.${name}: is required`),
    ...names.flatMap((name) => {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member === undefined) return [`${path}.${name}: no such member`];
      return violations(value[name], member.shape, `${path}.${name}`);
    }),
  ];
}

function lengthViolations(size: number, { min, max }: Shape, path: string): string[] {
  if (min !== undefined && size < min) return [`${path}: ${size} is less than ${min}`];
  if (max !== undefined && size > max) return [`${path}: ${size} is more than ${max}`];
  return [];
}

/** What JSON gives back as it was. */
function isJson(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isJson);
  if (isPlainObject(value)) return Object.values(value).every(isJson);
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}
