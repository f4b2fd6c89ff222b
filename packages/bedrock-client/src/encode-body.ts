import { ProviderError } from '@outcrop/unified-response';

/**
 * A Converse body as bytes. Base64 is written straight into place: `JSON.stringify` would scan it
 * for characters to escape, at 5 ms per megabyte.
 *
 * @throws ProviderError `invalid_request` when the value has no JSON: a BigInt, a circle.
 */
export function encodeBody(value: object): Uint8Array {
  const blobs: Uint8Array[] = [];
  const json = stringify(value, (blob) => {
    blobs.push(blob);
    return PLACEHOLDER;
  });
  if (blobs.length === 0) return Buffer.from(json);
  const pieces = json.split(PLACEHOLDER);
  // Somebody's own text looks like the placeholder: the slow way is always right.
  if (pieces.length !== blobs.length + 1) return Buffer.from(stringify(value, base64Of));
  return assemble(pieces, blobs);
}

/** Stands for a blob; a private-use character keeps it apart from what people write. */
const PLACEHOLDER = '\uE000blob\uE000';

function stringify(value: object, replaceBlob: (blob: Uint8Array) => string): string {
  try {
    return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, member) {
      // The member itself: `member` is what its `toJSON` made of it, and a `Buffer` has one.
      const own = this[key];
      return own instanceof Uint8Array ? replaceBlob(own) : member;
    });
  } catch (error) {
    throw new ProviderError(`The request cannot be written as JSON: ${(error as Error).message}`, {
      reason: 'invalid_request',
      hint: 'Look into tool arguments and additional_model_request_fields: JSON has strings, numbers, booleans, null, arrays and objects.',
      provider: 'bedrock',
      cause: error,
    });
  }
}

function assemble(pieces: readonly string[], blobs: readonly Uint8Array[]): Uint8Array {
  const text = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const base64 = blobs.reduce((sum, blob) => sum + 4 * Math.ceil(blob.byteLength / 3), 0);
  const body = Buffer.allocUnsafe(text + base64);
  let at = 0;
  pieces.forEach((piece, index) => {
    at += body.write(piece, at);
    const blob = blobs[index];
    if (blob !== undefined) at += body.write(base64Of(blob), at, 'latin1');
  });
  return body;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
