import { readFileSync } from 'node:fs';
import { ProviderError } from '@outcrop/unified-response';
import type { Environment } from './environment.js';
import type { BedrockClientOptions } from './options.js';

/**
 * All certificates to trust, as PEM; `undefined` for Node's own alone.
 * @throws ProviderError `config` for a file of the environment that cannot be used.
 */
export type TrustedCertificates = () => readonly string[] | undefined;

/**
 * Node's own certificates, and beside them those of the option, else those of `AWS_CA_BUNDLE`, whose
 * file is read when a connection needs it.
 *
 * @throws ProviderError `config` for an option that has no certificate in it.
 */
export function trustedCertificates(
  ca: BedrockClientOptions['ca'],
  { caBundle, extraCaCerts }: Pick<Environment, 'caBundle' | 'extraCaCerts'>,
): TrustedCertificates {
  const given = ca === undefined ? undefined : [ca].flat().map(checkCertificates);
  return () => {
    const more = given ?? (caBundle === undefined ? [] : [readBundle(caBundle)]);
    return more.length === 0 ? undefined : [...nodesOwn(extraCaCerts), ...more];
  };
}

const BEGINNING = '-----BEGIN CERTIFICATE-----';

/** Node passes over what is no certificate, without a word. */
function checkCertificates(given: string | Uint8Array): string {
  const isBytes = given instanceof Uint8Array;
  const text = isBytes ? new TextDecoder().decode(given) : String(given);
  if (text.includes(BEGINNING)) return text;
  const hint = "Pass what stands in the file, not its name: ca: readFileSync('corporate-ca.pem').";
  throw invalid('ca', 'expected PEM certificates, got something else', hint);
}

function readBundle(file: string): string {
  const hint = 'Let AWS_CA_BUNDLE name a file of PEM certificates, or set the ca option.';
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw invalid('AWS_CA_BUNDLE', `the file ${file} cannot be read`, hint, cause);
  }
  if (text.includes(BEGINNING)) return text;
  throw invalid('AWS_CA_BUNDLE', `the file ${file} has no PEM certificate in it`, hint);
}

/** A list of one's own replaces Node's, so Node's is put in. */
function nodesOwn(extraFile: string | undefined): readonly string[] {
  // Asked for here: whoever only imports the package loads nothing of the network.
  const tls = process.getBuiltinModule('node:tls');
  // From Node 22.15 on; it has the extra ones in it.
  const { getCACertificates } = tls as { getCACertificates?: () => readonly string[] };
  return getCACertificates?.() ?? [...tls.rootCertificates, ...extraCertificates(extraFile)];
}

/** Node has warned of a file that it could not read. */
function extraCertificates(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

function invalid(path: string, problem: string, hint: string, cause?: unknown): ProviderError {
  const about = { reason: 'config', path, hint, provider: 'bedrock' } as const;
  return new ProviderError(`${path}: ${problem}`, {
    ...about,
    ...(cause !== undefined && { cause }),
  });
}
