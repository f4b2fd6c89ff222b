import { AwsV4Signer } from 'aws4fetch';
import type { ClientOptions } from 'openai';
import { asked } from './credentials-error.js';
import type { AwsCredentials, OpenAiClientOptions } from './options.js';
import type { Secrets } from './secrets.js';

type Fetch = NonNullable<ClientOptions['fetch']>;

/** What calls are signed with. */
export interface Signing {
  readonly credentials: NonNullable<OpenAiClientOptions['credentials']>;
  readonly region: string;
  /** The service name of SigV4. */
  readonly service: string;
}

/**
 * A `fetch` that signs (SigV4) what it sends. Only host, date and token are signed beside the body:
 * what stands in between may change the other headers.
 */
export function signedFetch(inner: Fetch, signing: Signing, secrets: Secrets): Fetch {
  const { credentials, region, service } = signing;
  const cache = new Map<string, ArrayBuffer>();
  return async (input, init = {}) => {
    const own = await credentialsOf(credentials);
    secrets.add(own.secretAccessKey, own.sessionToken, own.accessKeyId);
    const { accessKeyId, secretAccessKey, sessionToken } = own;
    const { body, method = 'POST' } = init;
    const signer = new AwsV4Signer({
      ...{ url: String(input), method, accessKeyId, secretAccessKey, region, service, cache },
      ...(sessionToken !== undefined && { sessionToken }),
      ...(typeof body === 'string' && { body }),
    });
    const signed = await signer.sign();
    const headers = new Headers(init.headers as Record<string, string>);
    for (const [name, value] of signed.headers) headers.set(name, value);
    return inner(input, { ...init, headers });
  };
}

async function credentialsOf(credentials: Signing['credentials']): Promise<AwsCredentials> {
  return typeof credentials === 'function' ? asked('credentials', credentials) : credentials;
}
