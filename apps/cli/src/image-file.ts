import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImageBlock } from '@outcrop/unified-response';

/**
 * A file as an image; its format is told by its bytes, and by its name where they do not tell.
 * @throws RangeError when the file cannot be read.
 */
export async function imageBlock(file: string): Promise<ImageBlock> {
  const extension = extname(file).slice(1);
  return {
    type: 'image',
    data: await read(file),
    ...(extension === '' ? {} : { mediaType: `image/${extension}` }),
  };
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new RangeError(`--image ${file} cannot be read: ${(error as Error).message}`);
  }
}
