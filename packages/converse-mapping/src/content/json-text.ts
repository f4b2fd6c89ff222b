import { bytesToBase64 } from '@outcrop/unified-response';

/**
 * A value as JSON text, whatever it is. On Node 22 and later the AWS SDK reads large integers as
 * `BigInt` and long decimals as objects of its own (`NumericValue`): both are numbers in JSON.
 * Bytes are base64; what has no JSON, such as a function or a circle, is null.
 */
export function jsonText(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, above: readonly unknown[]): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (above.includes(value)) return 'null';
  if (value instanceof Uint8Array) return JSON.stringify(bytesToBase64(value));
  if (isBigDecimal(value)) return value.string;
  const path = [...above, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON(), path);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, path)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member, path)}`);
  return `{${members.join(',')}}`;
}

/** The SDK's number of any length; it is told by its shape, since no SDK is loaded here. */
function isBigDecimal(value: object): value is { readonly string: string } {
  return (
    'type' in value &&
    value.type === 'bigDecimal' &&
    'string' in value &&
    typeof value.string === 'string' &&
    /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.string)
  );
}
