import type { JsonValue } from '../json.js';
import { parseSigV4Authorization } from '../sigv4-authorization.js';
import { EVENT_STREAM } from '../stream/frame.js';
import type { WireRequest } from '../wire-exchange.js';
import { type Cassette, unsignedPath } from './cassette.js';

/** A response that came whole. */
interface WholeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Headers that say something of the answer; what else there is may be a secret. */
const KEPT_HEADERS = /^(content-type|retry-after|x-amz-retry-after|x-amzn-.*)$/;
const REDACTED = '[redacted]';
/** Shorter texts are no secrets, and would be found everywhere. */
const SHORTEST_SECRET = 8;

/** What in the headers of a request must not come up again: some errors quote it. */
function secretsOf({ authorization = '', 'x-amz-security-token': token }: WireRequest['headers']) {
  const signed = parseSigV4Authorization(authorization);
  const bearer = /^Bearer (.*)$/i.exec(authorization)?.[1];
  return [authorization, bearer, token, signed?.accessKeyId, signed?.signature].filter(
    (secret) => secret !== undefined && secret.length >= SHORTEST_SECRET,
  ) as string[];
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** JSON, where nothing is lost by parsing it; else the text; else the bytes. */
function bodyMembers(
  { headers, body }: WholeResponse,
  redacted: (text: string) => string,
): Pick<Cassette, 'body' | 'bodyBase64'> {
  if (body.length === 0) return {};
  const text = body.toString('utf8');
  const isText = headers['content-type'] !== EVENT_STREAM && Buffer.from(text, 'utf8').equals(body);
  if (!isText) return { bodyBase64: body.toString('base64') };
  const value = parsed(redacted(text));
  const isExact = typeof value === 'object' && JSON.stringify(value) === redacted(text);
  return { body: isExact ? value : redacted(text) };
}

/** An exchange without its secrets: no header of the request, and of the response only a few. */
export function cassetteOf(request: WireRequest, response: WholeResponse): Cassette {
  const secrets = secretsOf(request.headers);
  const redacted = (text: string) =>
    secrets.reduce((clean, secret) => clean.replaceAll(secret, REDACTED), text);
  const requestText = redacted(Buffer.from(request.body).toString('utf8'));
  const headers = Object.entries(response.headers).filter(([name]) => KEPT_HEADERS.test(name));
  return {
    method: request.method,
    path: unsignedPath(request.target),
    ...(requestText !== '' && { request: parsed(requestText) ?? requestText }),
    status: response.status,
    headers: Object.fromEntries(headers),
    ...bodyMembers(response, redacted),
  };
}
