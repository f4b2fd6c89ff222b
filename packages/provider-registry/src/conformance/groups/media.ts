import {
  type AudioBlock,
  base64ToBytes,
  type ChatContentPart,
  type DocumentBlock,
  type ImageBlock,
  type VideoBlock,
} from '@outcrop/unified-response';
import { blocksOf } from '../blocks.js';
import type { Check, Group } from '../check.js';
import { expectEqual } from '../expectations.js';

type MediaBlock = ImageBlock | AudioBlock | VideoBlock | DocumentBlock;

/** A PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Bytes of every value, so that a way through text is noticed. */
const BYTES: Uint8Array = Uint8Array.from({ length: 256 }, (_, index) => index);

/** What is sent of each kind, and what has to arrive. */
const SAMPLES: Readonly<
  Record<MediaBlock['type'], { readonly part: ChatContentPart; readonly bytes: Uint8Array }>
> = {
  image: {
    part: { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
    bytes: base64ToBytes(PIXEL),
  },
  document: {
    part: { type: 'document', data: BYTES, format: 'pdf', name: 'report' },
    bytes: BYTES,
  },
  audio: { part: { type: 'audio', data: BYTES, format: 'mp3' }, bytes: BYTES },
  video: { part: { type: 'video', data: BYTES, format: 'mp4' }, bytes: BYTES },
};

export const MEDIA: Group = {
  name: 'media',
  checks: (['image', 'document', 'audio', 'video'] as const).map(
    (kind): Check => ({
      name: `of the kind ${kind} reach the provider byte for byte`,
      needs: kind,
      run: async (bench) => {
        const { part, bytes } = SAMPLES[kind];
        const client = await bench.client({ text: ['Nice'] });
        const content = [{ type: 'text', text: 'What is this?' } as const, part];
        const { text } = await client.create(
          bench.params({ messages: [{ role: 'user', content }] }),
        );
        expectEqual('response.text', text, 'Nice');
        const sent = blocksOf(bench.received[0], kind).map(bytesOf);
        expectEqual(`the bytes of each ${kind} that was sent`, sent, [bytes]);
      },
    }),
  ),
};

function bytesOf({ data, dataUri }: MediaBlock): Uint8Array | undefined {
  return dataUri === undefined ? data : base64ToBytes(dataUri.slice(dataUri.indexOf(',') + 1));
}
