import {
  type AudioBlock,
  type DocumentBlock,
  definedFields,
  type ImageBlock,
  type SearchResultBlock,
  type VideoBlock,
} from '@outcrop/unified-response';
import { isBlank } from '../blank.js';
import { providerMembers } from '../content/provider-data.js';
import { type MappingContext, mustAdapt } from '../mapping-context.js';
import type {
  WireAudio,
  WireDocument,
  WireDocumentSource,
  WireImage,
  WireSearchResult,
  WireVideo,
} from '../wire/wire-content.js';
import { checkMediaSize } from './media-limits.js';
import { type MediaPlace, mediaProblem } from './media-problem.js';
import { mediaSource } from './media-source.js';
import type { MediaKind } from './media-type.js';
import { utf8Bytes } from './utf8.js';

type TextOr<Block> = readonly (Block | { readonly text: string })[];

export function imageToWire(
  block: ImageBlock,
  path: string,
  place: MediaPlace,
  context: MappingContext,
): TextOr<{ readonly image: WireImage }> {
  const medium = mediaSource('image', block, path, context.notices);
  if (!medium) return [addressAsText(block.imageUrl, path, context)];
  checkMediaSize('image', medium.source, path, context);
  const refused = refusal('image', block, medium.format, path, place, context);
  return refused ?? [{ image: { ...medium, ...providerMembers(block) } }];
}

export function videoToWire(
  block: VideoBlock,
  path: string,
  place: MediaPlace,
  context: MappingContext,
): TextOr<{ readonly video: WireVideo }> {
  const medium = mediaSource('video', block, path, context.notices);
  if (!medium) return [addressAsText(undefined, path, context)];
  const refused = refusal('video', block, medium.format, path, place, context);
  return refused ?? [{ video: { ...medium, ...providerMembers(block) } }];
}

export function audioToWire(
  block: AudioBlock,
  path: string,
  place: MediaPlace,
  context: MappingContext,
): TextOr<{ readonly audio: WireAudio }> {
  const medium = mediaSource('audio', block, path, context.notices);
  if (!medium) return [addressAsText(undefined, path, context)];
  const refused = refusal('audio', block, medium.format, path, place, context);
  return refused ?? [{ audio: { ...medium, ...providerMembers(block) } }];
}

export function documentToWire(
  block: DocumentBlock,
  path: string,
  place: MediaPlace,
  context: MappingContext,
): TextOr<{ readonly document: WireDocument }> {
  const { source, format, citations } = documentSource(block, path, context);
  if (source === undefined) return [missingAsText(block, path, context)];
  checkMediaSize('document', source, path, context);
  const refused = refusal('document', block, format, path, place, context);
  if (refused) return refused;
  const isAsItWas = context.purpose === 'response' && block.name !== undefined;
  const name = isAsItWas ? block.name : context.documentNames.legalName(block.name);
  if (name !== block.name) {
    context.notices.repair(
      'document_name_changed',
      `${path}.name`,
      `The document is sent as ${JSON.stringify(name)}: names take letters, digits, single spaces, hyphens, parentheses and square brackets, and each only once.`,
    );
  }
  const document = {
    name,
    source,
    ...definedFields({
      format,
      context: block.context,
      citations: citations === undefined ? undefined : { enabled: citations },
    }),
    ...providerMembers(block),
  };
  return [{ document }];
}

interface DocumentParts {
  readonly source?: WireDocumentSource;
  readonly format?: string;
  readonly citations?: boolean;
}

function documentSource(
  block: DocumentBlock,
  path: string,
  context: MappingContext,
): DocumentParts {
  const { text } = block;
  const medium =
    text === undefined
      ? mediaSource('document', block, path, context.notices)
      : definedFields({ format: block.format });
  const cited = definedFields({ citations: citationsOf(block, medium?.format, path, context) });
  if (text === undefined) return { ...medium, ...cited };
  const takesText = context.purpose === 'response' || context.profile.documents.text;
  if (!takesText && isBlank([text].flat().join(''))) return {};
  if (!takesText && !cited.citations) return { ...textAsBytes(text, block.format), ...cited };
  const source =
    typeof text === 'string' ? { text } : { content: text.map((part) => ({ text: part })) };
  return { source, ...medium, ...cited };
}

/**
 * "DocumentSource object at … must set one of the following keys: bytes, s3Location." is what a
 * document of text gets that is not cited. Only citations tell its chunks apart.
 */
function textAsBytes(text: string | readonly string[], format: string | undefined): DocumentParts {
  const bytes = utf8Bytes([text].flat().join('\n\n'));
  const isText = format !== undefined && TEXT_FORMATS.includes(format);
  return { source: { bytes }, format: isText ? format : 'txt' };
}

const TEXT_FORMATS: readonly string[] = ['txt', 'md', 'csv', 'html'];

/** "Only txt and pdf formats are supported when citations are enabled". */
function citationsOf(
  { citations }: DocumentBlock,
  format: string | undefined,
  path: string,
  context: MappingContext,
): boolean | undefined {
  const cited: readonly string[] = context.profile.documents.cited;
  const isLegal = !citations || format === undefined || cited.includes(format);
  if (isLegal || context.purpose === 'response') return citations;
  const message = `The model cites no document of format ${format}: citations are not asked for.`;
  return mustAdapt(context, 'citations_ignored', `${path}.citations`, message) ? undefined : true;
}

export function searchResultToWire(block: SearchResultBlock): {
  readonly searchResult: WireSearchResult;
} {
  const { source, title, content, citations } = block;
  return {
    searchResult: {
      source,
      title,
      content: content.map((text) => ({ text })),
      ...definedFields({ citations: citations === undefined ? undefined : { enabled: citations } }),
      ...providerMembers(block),
    },
  };
}

/** Text in place of a medium that the model does not take there; `undefined` when it does. */
function refusal(
  kind: MediaKind,
  block: { readonly s3Uri?: string },
  format: string | undefined,
  path: string,
  place: MediaPlace,
  context: MappingContext,
): readonly { readonly text: string }[] | undefined {
  const traits = { format, isInS3: block.s3Uri !== undefined };
  const problem = mediaProblem(kind, traits, place, context.profile.media);
  if (problem === undefined) return undefined;
  // An unknown model's profile is a guess: Bedrock says clearly what it refuses.
  if (!context.profile.known && place === 'user') return undefined;
  const instead = `[${kind} left out: the model does not take it]`;
  return mustAdapt(context, 'media_unsupported', path, `${problem}: a note stands in its place.`)
    ? [{ text: instead }]
    : undefined;
}

/** A document without anything to read. */
function missingAsText(
  { text }: DocumentBlock,
  path: string,
  context: MappingContext,
): { readonly text: string } {
  if (text === undefined) return addressAsText(undefined, path, context);
  context.notices.warn('content_ignored', path, 'The document is empty: a note says so.');
  return { text: '[empty document]' };
}

/** Converters do no I/O: an address that nobody fetched can only be named. */
function addressAsText(
  url: string | undefined,
  path: string,
  context: MappingContext,
): { readonly text: string } {
  context.notices.warn(
    'media_not_loaded',
    path,
    'The block has no bytes: only its address is sent, as text. Load it first, as @outcrop/bedrock-client does.',
  );
  return { text: url === undefined ? '[media without data]' : `[media at ${url}]` };
}
