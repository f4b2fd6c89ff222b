import type { ConverseRequest } from '../converse-wire.js';
import { isJsonObject, type JsonObject } from '../json.js';

/** `additionalModelRequestFields`, or nothing where it is no object. */
export function additionalFields({
  additionalModelRequestFields: fields,
}: ConverseRequest): JsonObject {
  return isJsonObject(fields) ? fields : {};
}
