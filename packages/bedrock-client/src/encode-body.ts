import { ProviderError } from '@outcrop/unified-response';

/**
 * A Converse body as bytes. Base64 is written straight into place: `JSON.stringify` would scan it
 * for characters to escape, at 5 ms per megabyte. Numbers that no double can hold, in the form in
 * which `parseJson` and the AWS SDK have them, are written as the numbers they are.
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
  const numbers: string[] = [];
  try {
    const json = JSON.stringify(value, function (this: Members, key, member) {
      // The member itself: `member` is what its `toJSON` made of it, and a `Buffer` has one.
      const own = this[key];
      if (own instanceof Uint8Array) return replaceBlob(own);
      if (isLongNumber(own)) numbers.push(own.string);
      else if (own === LONG_NUMBER) numbers.push(`"${LONG_NUMBER}"`);
      else return member;
      return LONG_NUMBER;
    });
    return numbers.length === 0 ? json : withNumbers(json, numbers);
  } catch (error) {
    throw new ProviderError(`The request cannot be written as JSON: ${(error as Error).message}`, {
      reason: 'invalid_request',
      hint: 'Look into tool arguments and additional_model_request_fields: JSON has strings, numbers, booleans, null, arrays and objects.',
      provider: 'bedrock',
      cause: error,
    });
  }
}

type Members = Readonly<Record<string, unknown>>;

/** A number that is too long for a double, as `parseJson` and the AWS SDK have it. */
function isLongNumber(value: unknown): value is { readonly string: string } {
  const { type, string } = (typeof value === 'object' && value !== null ? value : {}) as Members;
  return type === 'bigDecimal' && typeof string === 'string' && NUMBER.test(string);
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Stands for a number, and for a text that looks like it. */
const LONG_NUMBER = '\uE000number\uE000';
/** As a value; names of members are none. */
const LONG_NUMBERS = new RegExp(`"${LONG_NUMBER}"(?!:)`, 'g');

function withNumbers(json: string, numbers: readonly string[]): string {
  let at = 0;
  return json.replace(LONG_NUMBERS, () => {
    const number = numbers[at] ?? 'null';
    at += 1;
    return number;
  });
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
