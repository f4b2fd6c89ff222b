import type {
  LanguageModelV4Citation,
  LanguageModelV4Source,
  LanguageModelV4Text,
} from '@ai-sdk/provider';
import { type CitationBlock, definedFields } from '@outcrop/unified-response';
import { wholeMetadata } from './block-metadata.js';

/** Numbers the sources of one response: interfaces tell them apart by their ids. */
export class Sources {
  readonly #prefix: string;
  #count = 0;

  constructor(responseId: string) {
    this.#prefix = responseId === '' ? 'source' : responseId;
  }

  /** The source that a citation names. */
  of(citation: CitationBlock): LanguageModelV4Source {
    const id = `${this.#prefix}-${this.#count}`;
    this.#count += 1;
    const { url, title } = citation;
    const shared = { type: 'source', id, ...wholeMetadata(citation) } as const;
    return url === undefined
      ? { ...shared, sourceType: 'document', mediaType: mediaTypeOf(citation), title }
      : { ...shared, sourceType: 'url', url, ...definedFields({ title: title || undefined }) };
  }
}

/** A place on a page is in a PDF: Converse cites no other documents that have pages. */
function mediaTypeOf({ location = {} }: CitationBlock): string {
  return 'documentPage' in location ? 'application/pdf' : 'text/plain';
}

interface Cited {
  readonly citations?: LanguageModelV4Text['citations'] & {};
}

/** The citations of a text, with the sources that were told for them. */
export function citedBy(
  citations: readonly CitationBlock[],
  sources: readonly LanguageModelV4Source[],
): Cited {
  if (citations.length === 0) return {};
  return {
    citations: sources.map((source, at): LanguageModelV4Citation => {
      const citedText = citations[at]?.snippet || undefined;
      return { source, ...definedFields({ citedText }) };
    }),
  };
}
