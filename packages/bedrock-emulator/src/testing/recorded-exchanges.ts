import { existsSync, readFileSync } from 'node:fs';
import type { Cassette } from '../cassettes/cassette.js';
import type { JsonValue } from '../json.js';

const recordings = new URL(
  '../../../../../shared/reference/bedrock-recordings.json',
  import.meta.url,
);

/** Why tests on recordings are skipped, if they are. */
export const NO_RECORDINGS = 'the recordings of the real service are not here';

interface Interaction {
  readonly cassette: string;
  readonly path: string;
  readonly request: JsonValue;
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: JsonValue;
  readonly eventstream_base64: string | null;
}

function interactions(): readonly Interaction[] {
  if (!existsSync(recordings)) return [];
  return JSON.parse(readFileSync(recordings, 'utf8')).interactions as readonly Interaction[];
}

/** An event stream as the real service sent it. */
export interface RecordedStream {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Whole event streams of the real service; none where there are no recordings. */
export function recordedStreams(): RecordedStream[] {
  return interactions().flatMap(({ cassette: name, eventstream_base64: base64 }) =>
    base64 === null ? [] : [{ name, bytes: Buffer.from(base64, 'base64') }],
  );
}

/** Exchanges with the real service as cassettes; none where there are no recordings. */
export function recordedExchanges(): Cassette[] {
  return interactions().map(
    ({ path, request, status, headers, body, eventstream_base64: base64 }) => ({
      method: 'POST',
      path,
      request,
      status,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, values]) => [name, values.join(', ')]),
      ),
      ...(base64 === null ? { body } : { bodyBase64: base64 }),
    }),
  );
}
