import type { JsonValue } from '../json.js';

/** A recorded exchange with an endpoint: plain JSON, without secrets. */
export interface Cassette {
  readonly method: string;
  /** As sent, percent-encoding and query included. */
  readonly path: string;
  /** The body of the request; absent when there was none. */
  readonly request?: JsonValue;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of the response: JSON, or a text that is sent as it is. */
  readonly body?: JsonValue;
  /** In place of `body`: bytes, such as those of an event stream. */
  readonly bodyBase64?: string;
}

/** What a cassette is found by. */
export interface CassetteQuery {
  readonly method: string;
  readonly path: string;
  readonly request?: JsonValue | undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A path without the parameters of a signature, which are secrets and new each time. */
export function unsignedPath(target: string): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const parameters = query.split('&').filter((one) => one !== '' && !/^x-amz-/i.test(one));
  return parameters.length === 0 ? path : `${path}?${parameters.sort().join('&')}`;
}

/** Method and path of a request, however its path was encoded. */
export function operationKey({ method, path }: CassetteQuery): string {
  return `${method} ${decoded(unsignedPath(path))}`;
}

/** The same for requests that mean the same: the order of JSON members does not matter. */
export function requestKey(query: CassetteQuery): string {
  return `${operationKey(query)} ${JSON.stringify(sorted(query.request ?? null))}`;
}
