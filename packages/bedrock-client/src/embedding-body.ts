import { EMPTY_USAGE, isPlainObject, ProviderError, type Usage } from '@outcrop/unified-response';
import type { EmbeddingFamily } from './embedding-families.js';

/** What is wanted of the vectors. */
export interface EmbeddingOptions {
  /** What the texts are for, where the model makes a difference. Default `document`. */
  readonly purpose?: 'query' | 'document';
  /** Length of the vectors. Default: the model's own. */
  readonly dimensions?: number;
  /** Whether vectors have length 1. Default: as the model has it. */
  readonly normalize?: boolean;
}

/**
 * The body of one call.
 * @throws ProviderError `unsupported` for dimensions that the model does not take.
 */
export function embeddingBody(
  family: EmbeddingFamily,
  texts: readonly string[],
  { purpose = 'document', dimensions, normalize }: EmbeddingOptions,
): object {
  if (dimensions !== undefined && !family.dimensions) throw fixedDimensions();
  const members: [path: readonly string[] | undefined, value: unknown][] = [
    [family.input, family.batch === 1 ? texts[0] : texts],
    [family.dimensions, dimensions],
    [family.normalize, normalize],
    [family.purpose?.at, family.purpose?.[purpose]],
  ];
  return members.reduce<object>(
    (body, [path, value]) => (path && value !== undefined ? withMember(body, path, value) : body),
    family.fixed,
  );
}

function withMember(
  body: unknown,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): object {
  const members = isPlainObject(body) ? body : {};
  return { ...members, [name]: rest.length === 0 ? value : withMember(members[name], rest, value) };
}

function fixedDimensions(): ProviderError {
  return new ProviderError('dimensions: the vectors of this model have a fixed length', {
    reason: 'unsupported',
    path: 'dimensions',
    hint: 'Leave dimensions out, or use another model.',
    provider: 'bedrock',
  });
}

/** What a body says. */
export interface EmbeddingAnswer {
  readonly embeddings: readonly (readonly number[])[];
  readonly usage?: Usage;
}

/**
 * Reads the vectors in whichever of the known shapes they come: `embedding`, a list of vectors or
 * objects with one in `embeddings`, or a list for each type in it.
 *
 * @throws ProviderError `model_error` when there are not as many as there were texts.
 */
export function readEmbeddings(
  body: unknown,
  count: number,
  requestId: string | undefined,
): EmbeddingAnswer {
  const { embedding, embeddings, inputTextTokenCount } = isPlainObject(body)
    ? body
    : ({} as Readonly<Record<string, unknown>>);
  const listed = isPlainObject(embeddings) ? embeddings.float : embeddings;
  const found: readonly unknown[] = Array.isArray(listed) ? listed : [embedding];
  const vectors = found.map((item) => (isPlainObject(item) ? item.embedding : item));
  if (vectors.length !== count || !vectors.every(isVector)) throw noVectors(count, requestId);
  if (typeof inputTextTokenCount !== 'number') return { embeddings: vectors };
  const usage = { inputTokens: inputTextTokenCount, totalTokens: inputTextTokenCount };
  return { embeddings: vectors, usage: { ...EMPTY_USAGE, ...usage } };
}

function isVector(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number')
  );
}

function noVectors(count: number, requestId: string | undefined): ProviderError {
  return new ProviderError(`The answer does not have the ${count} vectors that were asked for`, {
    reason: 'model_error',
    hint: 'Use invokeModel to see what the model answers.',
    provider: 'bedrock',
    ...(requestId !== undefined && { requestId }),
  });
}
