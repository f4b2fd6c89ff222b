import type { ErrorRule } from './error-rule.js';

const SIGN_IN =
  'Check key, secret and session token: they must belong together and to this partition, and have no quotation marks around them.';
const SET_UP =
  'Give credentials, a profile or an apiKey, or set up the default chain (aws configure).';

const EXPIRED = {
  reason: 'authentication',
  hint: ({ signIn }) => `Refresh the credentials; for an SSO profile run: ${signIn}.`,
  signIn: 'aws sso login',
} as const satisfies ErrorRule;

/** Who the caller is: signatures, tokens, keys, and the roles that are taken on. */
export const CREDENTIALS_RULES: readonly ErrorRule[] = [
  { ...EXPIRED, names: ['ExpiredTokenException', 'ExpiredToken', 'TokenProviderError'] },
  { ...EXPIRED, text: /security token included in the request is expired/i },
  {
    ...EXPIRED,
    names: ['CredentialsProviderError'],
    text: /refresh this sso session|session token not found or invalid|token is expired/i,
  },
  {
    ...EXPIRED,
    names: ['CredentialsProviderError'],
    text: /re-?authenticate/i,
    hint: ({ signIn }) => `Sign in again: ${signIn}.`,
    signIn: 'aws login',
  },
  {
    reason: 'authentication',
    names: [
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'RequestExpired',
      'RequestTimeTooSkewed',
      'RequestInTheFuture',
      'AccessDeniedException',
    ],
    text: /signature expired|not yet current|request has expired|request time .*too (skewed|large)|current time is too large/i,
    hint: ({ clock }) => `Set this machine's clock${clock ? `: it is ${clock}` : ''}.`,
    // With the service's time read off the refusal, the next attempt is signed with it.
    retryable: true,
    attempts: 2,
  },
  {
    reason: 'authentication',
    text: /credential should be scoped to a valid region|credential should be scoped to correct service/i,
    hint: 'The endpoint belongs to another region or service than the one signed for: set region and endpoint to match.',
  },
  {
    reason: 'authentication',
    names: ['AccessDeniedException', 'Forbidden'],
    text: /api key is valid|authentication failed/i,
    hint: 'Check the Bedrock API key: its region, and whether it has expired.',
  },
  {
    reason: 'authentication',
    names: ['MissingAuthenticationTokenException'],
    hint: 'Check credentials and endpoint: an address that is not of Bedrock Runtime says the same.',
  },
  {
    reason: 'authentication',
    names: [
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'IncompleteSignatureException',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
    ],
    hint: SIGN_IN,
  },
  {
    reason: 'authentication',
    text: /security token included in the request is invalid/i,
    hint: SIGN_IN,
  },
  {
    reason: 'access_denied',
    text: /not authorized to perform:? sts:/i,
    hint: "Let the role's trust policy name the caller (and the external id), and allow sts:AssumeRole to the caller.",
  },
  {
    reason: 'authentication',
    text: /MultiFactorAuthentication failed/i,
    hint: 'Check assumeRole.mfaSerial, and give a code that has not been used yet.',
  },
  {
    reason: 'config',
    text: /DurationSeconds exceeds/i,
    hint: "Lower durationSeconds, or raise the role's longest session.",
  },
  {
    reason: 'authentication',
    names: ['InvalidIdentityToken', 'InvalidIdentityTokenException', 'IDPRejectedClaim'],
    hint: "Check webIdentity.tokenFile: a fresh token, for an audience that the role's trust policy names.",
  },
  {
    reason: 'config',
    names: ['RegionDisabledException'],
    hint: 'Activate STS in this region, or use another region.',
  },
  {
    reason: 'authentication',
    names: ['CredentialsProviderError', 'AuthenticationError'],
    hint: SET_UP,
  },
  {
    reason: 'authentication',
    text: /could not load credentials|could not be signed|credential object is not valid/i,
    hint: SET_UP,
  },
];
