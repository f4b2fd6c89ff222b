/**
 * Texts that hold a secret, each with it. The keys are those of AWS's documentation, or made up;
 * those that scanners for leaked keys look for are put together here.
 */
export const SECRET_TEXTS: readonly (readonly [text: string, secret: string])[] = [
  ['The key AKIAIOSFODNN7EXAMPLE does not exist', 'AKIAIOSFODNN7EXAMPLE'],
  ['id=ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'],
  ['got the string "ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl"', 'ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl'],
  [
    'key bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t',
    'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t',
  ],
  [`Incorrect API key provided: ${'sk-'}proj-abcdefghij0123456789`, 'sk-proj-abcdefghij0123456789'],
  ['Authorization: Bearer eyJhbGciOi.J9.abc-def_0', 'eyJhbGciOi.J9.abc-def_0'],
  ['authorization "bearer  tok3n"', 'tok3n'],
  ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3be', 'fe5f80f77d5fa3be'],
  ['https://host/?X-Amz-Signature=fe5f80f7&X-Amz-Date=20250101', 'fe5f80f7'],
  ['https://host/?X-Amz-Security-Token=Ab%2Fcd%3D%3D&X-Amz-Date=20250101', 'Ab%2Fcd%3D%3D'],
  ['x-amz-security-token:Ab/cd+ef==\nhost:bedrock', 'Ab/cd+ef=='],
  ['the token IQoJb3JpZ2luX2VjEAaaCXVzLWVhc3Qt is expired', 'IQoJb3JpZ2luX2VjEAaaCXVzLWVhc3Qt'],
  ['the token FwoGZXIvYXdzEBYaDH0exampl is expired', 'FwoGZXIvYXdzEBYaDH0exampl'],
  ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI/K7MDENG'],
  ['AWS_SESSION_TOKEN=abc/def+ghi==', 'abc/def+ghi=='],
  ["{ secretAccessKey: 'wJalrXUtn' }", 'wJalrXUtn'],
  ['{"sessionToken":"letters"}', 'letters'],
  ['{"body":"{\\"api_key\\":\\"letters\\"}"}', 'letters'],
  ['x-api-key: 0123456789abcdef', '0123456789abcdef'],
  ['client_secret=letters', 'letters'],
  ['proxy http://user:pa55word@proxy.local:3128 refused', 'pa55word'],
];
