/** A place in a JSON body. */
type Path = readonly [string, ...string[]];

/** How a family of embedding models is asked. What it answers, each body says itself. */
export interface EmbeddingFamily {
  /** What the bare ids of its models start with. */
  readonly models: readonly string[];
  /** Most texts in one call. */
  readonly batch: number;
  /** Members that every body has. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** The text; where several fit into a call, their list. */
  readonly input: Path;
  /** Absent: the model takes no dimensions. */
  readonly dimensions?: Path;
  /** Absent: the model does not normalize, or always does. */
  readonly normalize?: Path;
  /** Absent: the model makes no difference between queries and documents. */
  readonly purpose?: { readonly at: Path; readonly query: string; readonly document: string };
}

const SINGLE = 'singleEmbeddingParams';
const COHERE_PURPOSE = {
  at: ['input_type'],
  query: 'search_query',
  document: 'search_document',
} as const;

/**
 * Texts that are too long are refused, not cut: Titan and Cohere do so by default, Nova when it is
 * told to. Source: the model parameters of the Amazon Bedrock user guide (pages on Titan Embeddings
 * G1 and V2, Titan Multimodal Embeddings, Cohere Embed v3 and v4, Nova Multimodal Embeddings) and
 * public code that calls them. Checked 2026-11-23.
 */
export const EMBEDDING_FAMILIES: readonly EmbeddingFamily[] = [
  {
    models: ['amazon.titan-embed-text-v1', 'amazon.titan-embed-g1-text'],
    batch: 1,
    fixed: {},
    input: ['inputText'],
  },
  {
    models: ['amazon.titan-embed-text-v2'],
    batch: 1,
    fixed: {},
    input: ['inputText'],
    dimensions: ['dimensions'],
    normalize: ['normalize'],
  },
  {
    models: ['amazon.titan-embed-image'],
    batch: 1,
    fixed: {},
    input: ['inputText'],
    dimensions: ['embeddingConfig', 'outputEmbeddingLength'],
  },
  {
    models: ['cohere.embed-english-v3', 'cohere.embed-multilingual-v3'],
    batch: 96,
    fixed: {},
    input: ['texts'],
    purpose: COHERE_PURPOSE,
  },
  {
    models: ['cohere.embed-v4'],
    batch: 96,
    fixed: { embedding_types: ['float'] },
    input: ['texts'],
    dimensions: ['output_dimension'],
    purpose: COHERE_PURPOSE,
  },
  {
    models: ['amazon.nova-2-multimodal-embeddings'],
    batch: 1,
    fixed: {
      schemaVersion: 'nova-multimodal-embed-v1',
      taskType: 'SINGLE_EMBEDDING',
      [SINGLE]: { text: { truncationMode: 'NONE' } },
    },
    input: [SINGLE, 'text', 'value'],
    dimensions: [SINGLE, 'embeddingDimension'],
    purpose: {
      at: [SINGLE, 'embeddingPurpose'],
      query: 'GENERIC_RETRIEVAL',
      document: 'GENERIC_INDEX',
    },
  },
];
