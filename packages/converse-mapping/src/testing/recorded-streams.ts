import { existsSync, readFileSync } from 'node:fs';
import type { WireStreamEvent } from '../wire/wire-stream.js';

const file = new URL('../../../../../shared/reference/bedrock-recordings.json', import.meta.url);

/** A stream of the real service. */
export interface RecordedStream {
  readonly cassette: string;
  readonly events: readonly WireStreamEvent[];
}

/** The recorded streams; none where there are no recordings. */
export function recordedStreams(): RecordedStream[] {
  if (!existsSync(file)) return [];
  const { interactions } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly interactions: readonly {
      readonly cassette: string;
      readonly eventstream_base64: string | null;
    }[];
  };
  return interactions.flatMap(({ cassette, eventstream_base64: base64 }) =>
    base64 === null ? [] : [{ cassette, events: eventsOf(Buffer.from(base64, 'base64')) }],
  );
}

/** The events of recorded bytes. A frame says its length and that of its headers, a header its type and length. */
function eventsOf(bytes: Buffer): WireStreamEvent[] {
  const events: object[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const payloadAt = at + 12 + bytes.readUInt32BE(at + 4);
    const headers = bytes.toString('latin1', at + 12, payloadAt);
    const type = /:event-type.{3}(\w+)\r/s.exec(headers)?.[1] ?? '';
    const payload = bytes.toString('utf8', payloadAt, at + bytes.readUInt32BE(at) - 4);
    events.push({ [type]: JSON.parse(payload) });
  }
  return events as WireStreamEvent[];
}
