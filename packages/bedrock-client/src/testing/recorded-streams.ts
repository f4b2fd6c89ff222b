import { existsSync, readFileSync } from 'node:fs';

const file = new URL('../../../../../shared/reference/bedrock-recordings.json', import.meta.url);

/** The bytes of a stream, as the real service sent them. */
export interface RecordedStream {
  readonly cassette: string;
  readonly model: string;
  readonly bytes: Buffer;
}

/** The recorded streams; none where there are no recordings. */
export function recordedStreams(): RecordedStream[] {
  if (!existsSync(file)) return [];
  const { interactions } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly interactions: readonly {
      readonly cassette: string;
      readonly path: string;
      readonly eventstream_base64: string | null;
    }[];
  };
  return interactions.flatMap(({ cassette, path, eventstream_base64: base64 }) => {
    const model = decodeURIComponent(path.split('/')[2] ?? '');
    return base64 === null ? [] : [{ cassette, model, bytes: Buffer.from(base64, 'base64') }];
  });
}
