import { existsSync, readFileSync } from 'node:fs';

const recordings = new URL(
  '../../../../../shared/reference/bedrock-recordings.json',
  import.meta.url,
);

/** Why tests on recordings are skipped, if they are. */
export const NO_RECORDINGS = 'the recordings of the real service are not here';

/** An event stream as the real service sent it. */
export interface RecordedStream {
  readonly name: string;
  readonly bytes: Buffer;
}

interface Interaction {
  readonly cassette: string;
  readonly eventstream_base64: string | null;
}

/** Whole event streams of the real service; empty where there are no recordings. */
export function recordedStreams(): RecordedStream[] {
  if (!existsSync(recordings)) return [];
  const { interactions } = JSON.parse(readFileSync(recordings, 'utf8')) as {
    readonly interactions: readonly Interaction[];
  };
  return interactions.flatMap(({ cassette, eventstream_base64: base64 }) =>
    base64 === null ? [] : [{ name: cassette, bytes: Buffer.from(base64, 'base64') }],
  );
}
