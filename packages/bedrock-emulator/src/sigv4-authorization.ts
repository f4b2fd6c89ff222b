/** The parts of an `AWS4-HMAC-SHA256` authorization header. */
export interface SigV4Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  /** In hexadecimal. */
  readonly signature: string;
}

/** The name of the one algorithm the service takes. */
export const SIGV4_ALGORITHM = 'AWS4-HMAC-SHA256';

/** Takes the header apart; undefined when a part is missing. */
export function parseSigV4Authorization(header: string): SigV4Authorization | undefined {
  if (!header.startsWith(`${SIGV4_ALGORITHM} `)) return undefined;
  const parts = new Map(
    header
      .slice(SIGV4_ALGORITHM.length)
      .split(',')
      .map((part) => {
        const [name = '', ...value] = part.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const [accessKeyId, date, region, service, terminator] =
    parts.get('Credential')?.split('/') ?? [];
  const signedHeaders = parts.get('SignedHeaders')?.split(';');
  const signature = parts.get('Signature');
  if (
    !accessKeyId ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined ||
    !signedHeaders ||
    !signature
  ) {
    return undefined;
  }
  return { accessKeyId, date, region, service, terminator, signedHeaders, signature };
}
