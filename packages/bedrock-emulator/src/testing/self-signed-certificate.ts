import { generateKeyPairSync, sign } from 'node:crypto';
import type { TlsIdentity } from '../listener.js';

// Node can read X.509 certificates, but not make them: this writes the little DER (X.690) one needs.

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Object identifiers in DER (RFC 5280 and 5758). */
const OBJECT = {
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  ecdsaWithSha256: '2a8648ce3d040302',
} as const;

/** Tag, length, value. Nothing here is longer than 64 KiB. */
function der(tag: number, ...values: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(values);
  const { length } = value;
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...lengthBytes), value]);
}

const sequence = (...values: readonly Uint8Array[]): Buffer => der(TAG.sequence, ...values);
const object = (name: keyof typeof OBJECT): Buffer =>
  der(TAG.objectIdentifier, Buffer.from(OBJECT[name], 'hex'));
/** A tag of the structure itself: `[0]`, `[2]`, … */
const tagged = (number: number, constructed: boolean, value: Uint8Array): Buffer =>
  der(0x80 | (constructed ? 0x20 : 0) | number, value);
const bitString = (bytes: Uint8Array): Buffer => der(TAG.bitString, Buffer.of(0), bytes);

/** `YYMMDDhhmmssZ` */
function utcTime(time: Date): Buffer {
  const digits = time.toISOString().replace(/\D/g, '').slice(2, 14);
  return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}

function extension(name: keyof typeof OBJECT, value: Uint8Array): Buffer {
  return sequence(object(name), der(TAG.octetString, value));
}

function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** A key and a certificate that it signed itself, for `localhost` and 127.0.0.1, valid for a day. */
export function selfSignedCertificate(): {
  readonly key: string;
  readonly cert: string;
} & TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(object('ecdsaWithSha256'));
  const commonName = sequence(object('commonName'), der(TAG.utf8String, Buffer.from('localhost')));
  const name = sequence(der(TAG.set, commonName));
  const hour = 3_600_000;
  const names = sequence(
    tagged(2, false, Buffer.from('localhost')),
    tagged(7, false, Buffer.of(127, 0, 0, 1)),
  );
  const toBeSigned = sequence(
    tagged(0, true, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, Buffer.of(1)),
    algorithm,
    name,
    sequence(utcTime(new Date(Date.now() - hour)), utcTime(new Date(Date.now() + 24 * hour))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      3,
      true,
      sequence(
        extension('subjectAltName', names),
        extension('basicConstraints', sequence(der(TAG.boolean, Buffer.of(0xff)))),
      ),
    ),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', sequence(toBeSigned, algorithm, bitString(signature))),
  };
}
