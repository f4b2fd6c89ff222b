import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactSecrets } from './redact-secrets.js';
import { anyText } from './testing/arbitrary-data.js';
import { SECRET_TEXTS } from './testing/secret-texts.js';

describe('redactSecrets', () => {
  it.each(SECRET_TEXTS)('takes the secret out of %j', (text, secret) => {
    expect(text).toContain(secret);
    expect(redactSecrets(text)).toBe(text.replace(secret, '[redacted]'));
  });

  it.each([
    'api key: missing',
    'apiKey: expected a string, got nothing',
    'secret access key: give the one of your profile',
    'session token: expired.',
    'Bearer token is missing.',
    'Use Bearer authentication, not Basic authentication',
    'The security token included in the request is invalid.',
    'The request signature we calculated does not match the signature you provided.',
    'Signature expired: 20250101T000000Z is now earlier than 20250101T001000Z',
    'Set AWS_BEARER_TOKEN_BEDROCK or AWS_SECRET_ACCESS_KEY.',
    'max_tokens: expected an integer, got the number 1.5',
    'Malformed input request: #/messages/0: required key [role] not found',
    'risk-based, task-oriented, disk-backed-by-something-long',
    'see the bedrock-api-key-policy page',
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'connect ECONNREFUSED http://127.0.0.1:8080/model/@latest',
    'ASIA and AKIA are prefixes',
    'request id 3f2b8c1e-9d4a-4c55-8a0e-1b2c3d4e5f60',
  ])('leaves %j alone', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  it('takes out all secrets of a text', () => {
    const text = SECRET_TEXTS.map(([piece]) => piece).join('\n');
    const clean = redactSecrets(text);
    for (const [, secret] of SECRET_TEXTS) expect(clean).not.toContain(secret);
  });

  it('changes nothing the second time', () => {
    const pieces = fc.oneof(anyText, fc.constantFrom(...SECRET_TEXTS.map(([text]) => text)));
    fc.assert(
      fc.property(fc.array(pieces), (texts) => {
        const clean = redactSecrets(texts.join(' '));
        expect(redactSecrets(clean)).toBe(clean);
      }),
    );
  });

  // A pattern that backtracks would not come to an end here.
  it.each([
    'password',
    'password:',
    'password = ',
    'password: a ',
    'password\\"',
    'bearer ',
    'authorization: basic ',
    '://',
    '://a:',
    'AKIA',
    'sk-',
    'IQoJb3JpZ2lu ',
    'bedrock-api-key-',
    ' ',
  ])('gets through 200,000 repetitions of %j', (piece) => {
    const text = `password: bearer ://a:${piece.repeat(200_000)}`;
    expect(redactSecrets(text).length).toBeLessThanOrEqual(text.length * 2);
  });
});
