/** Secrets that are recognised by themselves. */
const SECRETS: readonly RegExp[] = [
  // Access key ids of IAM users and of STS.
  /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  // Session tokens of STS: base64 that always begins alike.
  /(?<![A-Za-z0-9])(?:IQoJb3JpZ2lu|F[Qw]oGZXIvYXdz)[A-Za-z0-9+/=%_-]{8,}/g,
  // Bedrock API keys, long-term and short-term.
  /(?<![A-Za-z0-9])(?:ABSK[A-Za-z0-9+/=_-]{8,}|bedrock-api-key-[A-Za-z0-9+/=_-]{16,})/g,
  // API keys of OpenAI and its kind.
  /\bsk-[A-Za-z0-9_-]{16,}/g,
];

/** A plain word, as in "Bearer token is missing" or "apiKey: expected a string". */
const WORD = /[a-z]{1,16}\.?(?![\w.~%+/=-])/.source;

const NAME = [
  /secret[-_ ]?(?:access[-_ ]?)?key/,
  /(?:session|security|access|refresh|bearer)[-_ ]?token(?:_bedrock)?/,
  /api[-_ ]?key/,
  /client[-_ ]?secret/,
  /password/,
  /x-amz-signature/,
  /\bsignature(?==)/,
]
  .map((name) => name.source)
  .join('|');

/** A quotation mark, perhaps escaped, as in JSON within JSON. */
const QUOTE = /\\?["'`]/.source;

/** Secrets that are recognised by what stands before them, which is the first group. */
const INTRODUCED_SECRETS: readonly RegExp[] = [
  // `password=x`, `"password": "x"` and `password: x9`, but not `password: missing`.
  new RegExp(
    `((?:${NAME})(?:${QUOTE})?\\s*(?:(?:=|%3D)\\s*(?:${QUOTE})?|:\\s*(?:${QUOTE}|(?!${WORD}))))` +
      /[^\s"'`\\,;&()[\]{}<>]+/.source,
    'gi',
  ),
  new RegExp(`(\\bbearer\\s+)(?!${WORD})${/[\w.~%+/=-]+/.source}`, 'gi'),
  new RegExp(`(\\bauthorization(?:${QUOTE})?\\s*[:=]\\s*(?:${QUOTE})?basic\\s+)[\\w+/=-]+`, 'gi'),
  // The password in an address, such as a proxy's.
  /(:\/\/[^\s/@:]*:)[^\s/@]+(?=@)/g,
];

/**
 * The same text with everything that looks like a secret replaced by `[redacted]`. Takes time
 * linear in the text: no pattern backtracks over text that a later match begins in.
 */
export function redactSecrets(text: string): string {
  const clean = SECRETS.reduce((rest, secret) => rest.replace(secret, '[redacted]'), text);
  return INTRODUCED_SECRETS.reduce((rest, secret) => rest.replace(secret, '$1[redacted]'), clean);
}
