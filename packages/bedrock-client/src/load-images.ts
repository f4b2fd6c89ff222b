import type { ContentBlock, ImageBlock, UnifiedMessage } from '@outcrop/unified-response';
import type { FetchedImage, ImageLimits } from './fetch-image.js';
import { TimeLimit } from './time-limit.js';

/**
 * The messages with the bytes of every image that came as an address; each address is loaded once.
 * The first failure ends the other loads.
 *
 * @throws ProviderError as `fetchImage` does.
 */
export async function loadImages(
  messages: readonly UnifiedMessage[],
  limits: ImageLimits,
  signal: AbortSignal,
): Promise<readonly UnifiedMessage[]> {
  if (!messages.some((message) => message.content.some(needsLoading))) return messages;
  // Only who has such images pays for what loads them.
  const { fetchImage } = await import('./fetch-image.js');
  const all = new TimeLimit(signal);
  const fetched = new Map<string, Promise<FetchedImage>>();
  const load: Load = async (image, path) => {
    const address = image.imageUrl ?? '';
    const loading = fetched.get(address) ?? fetchImage(address, path, limits, all.signal);
    fetched.set(address, loading);
    return { ...image, ...(await loading) };
  };
  try {
    return await loadMessages(messages, load);
  } catch (error) {
    all.stop(error);
    throw error;
  } finally {
    all.close();
  }
}

/** The messages with the first bytes of any image in the place of those that are still to be loaded. */
export function withStandIns(
  messages: readonly UnifiedMessage[],
): Promise<readonly UnifiedMessage[]> {
  const data = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return loadMessages(messages, async () => ({ type: 'image', data, mediaType: 'image/png' }));
}

type Load = (image: ImageBlock, path: string) => Promise<ImageBlock>;

function loadMessages(messages: readonly UnifiedMessage[], load: Load): Promise<UnifiedMessage[]> {
  return Promise.all(
    messages.map(async (message, at) => ({
      ...message,
      content: await loadContent(message.content, `messages[${at}].content`, load),
    })),
  );
}

function needsLoading(block: ContentBlock): boolean {
  switch (block.type) {
    case 'image':
      return Boolean(block.imageUrl) && !block.data && !block.dataUri && !block.s3Uri;
    case 'guard':
      return block.image !== undefined && needsLoading(block.image);
    case 'tool_result':
      return isContent(block.output) && block.output.some(needsLoading);
    default:
      return false;
  }
}

/** An array of a tool's output is content when its items have a `type`. */
function isContent(output: unknown): output is readonly ContentBlock[] {
  return (
    Array.isArray(output) &&
    output.every((item) => typeof item === 'object' && item !== null && 'type' in item)
  );
}

function loadContent(
  content: readonly ContentBlock[],
  path: string,
  load: Load,
): Promise<ContentBlock[]> {
  return Promise.all(content.map((block, at) => loadBlock(block, `${path}[${at}]`, load)));
}

async function loadBlock(block: ContentBlock, path: string, load: Load): Promise<ContentBlock> {
  if (!needsLoading(block)) return block;
  if (block.type === 'image') return load(block, path);
  if (block.type === 'guard' && block.image) {
    return { ...block, image: await load(block.image, `${path}.image`) };
  }
  if (block.type === 'tool_result' && isContent(block.output)) {
    return { ...block, output: await loadContent(block.output, `${path}.output`, load) };
  }
  return block;
}
