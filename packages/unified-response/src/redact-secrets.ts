/**
 * Shapes of secrets that turn up in error texts: AWS key ids, Bedrock API keys, bearer tokens,
 * and the values of credential headers, query parameters and JSON members.
 */
const SECRETS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  /\b(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{8,}/g,
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /(?<=\bBearer\s)[A-Za-z0-9._~+/=-]{4,}/gi,
  /(?<=\b(?:Signature|X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential)=)[^\s,&"']+/gi,
  /(?<="?(?:secret_?access_?key|session_?token|security_?token|aws_?secret_?key|api_?key|password)"?\s*[:=]\s*"?)[^\s",}]{4,}/gi,
];

/** The same text with everything that looks like a secret replaced by `[redacted]`. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((clean, secret) => clean.replace(secret, '[redacted]'), text);
}
