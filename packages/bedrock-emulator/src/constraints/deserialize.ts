import { AwsError } from '../aws-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import type { Shape, StructureShape, UnionShape } from './shape.js';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** What a JSON scalar is called in the service's texts. */
function tokenName(value: boolean | number | string): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

/**
 * The texts are those of AWS's JSON reader, as reports from other services show them; the place
 * after "at" is ours, since the real texts leave one to guess.
 */
function mismatch(value: JsonValue, expected: string, path: string): AwsError {
  const place = path === '' ? 'the request body' : path;
  if (Array.isArray(value)) {
    return serialization(`Start of list found where not expected (at ${place})`);
  }
  if (isJsonObject(value)) {
    return serialization(`Start of structure or map found where not expected (at ${place})`);
  }
  if (value === null || expected === 'structure or map' || expected === 'list') {
    return serialization(`Expected a ${expected} (at ${place})`);
  }
  return serialization(
    `${tokenName(value as boolean | number | string)} can not be converted to ${expected} (at ${place})`,
  );
}

function serialization(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

function readMembers(shape: StructureShape | UnionShape, value: JsonObject, path: string) {
  const members: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const child = Object.hasOwn(value, name) ? value[name] : undefined;
    if (child === undefined || child === null) continue;
    members[name] = deserialize(member, child, path === '' ? name : `${path}.${name}`);
  }
  return members;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && BASE64.test(text);
}

/**
 * Reads JSON as a shape, as the service's parser does: members the shape does not know are left
 * out, a null member counts as absent, a value of another JSON type is a SerializationException.
 * Null list items stay, for the constraint check to name.
 *
 * @throws AwsError SerializationException, naming the place.
 */
export function deserialize(shape: Shape, value: JsonValue, path = ''): JsonValue {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      if (!isJsonObject(value)) throw mismatch(value, 'structure or map', path);
      return readMembers(shape, value, path);
    case 'map': {
      if (!isJsonObject(value)) throw mismatch(value, 'structure or map', path);
      const entries = Object.entries(value).filter(
        (entry): entry is [string, JsonValue] => entry[1] !== undefined && entry[1] !== null,
      );
      return Object.fromEntries(
        entries.map(([key, item]) => [key, deserialize(shape.value, item, `${path}.${key}`)]),
      );
    }
    case 'list':
      if (!Array.isArray(value)) throw mismatch(value, 'list', path);
      return (value as readonly JsonValue[]).map((item, index) =>
        item === null ? null : deserialize(shape.member, item, `${path}.${index}`),
      );
    case 'string':
      if (typeof value !== 'string') throw mismatch(value, 'a String', path);
      return value;
    case 'blob':
      if (typeof value !== 'string') throw mismatch(value, 'a Blob', path);
      if (!isBase64(value)) {
        throw serialization(`The value is not valid base64 (at ${path})`);
      }
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(value, 'a Boolean', path);
      return value;
    case 'integer':
      if (!Number.isInteger(value)) throw mismatch(value, 'an Integer', path);
      return value;
    case 'float':
      if (typeof value !== 'number') throw mismatch(value, 'a Float', path);
      return value;
    case 'document':
      return value;
  }
}
