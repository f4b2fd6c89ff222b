import type { MediaBlock } from '../converse-wire.js';
import { firstOf, mediaOf, type PlacedMedia } from '../rules/request-places.js';
import { fromModel, type ModelCheck, modelRule, type Rule } from '../rules/rule.js';
import type { ModelFacts } from './model-facts.js';

/** Anthropic counts the base64 text, not the bytes. */
const MAX_IMAGE_TEXT = 5_242_880;

const MAX_DOCUMENTS = 5;
const MAX_IMAGES = 20;

const CITED_FORMATS = ['pdf', 'txt'];

/** How the base64 text of an image begins. */
const IMAGE_BEGINNINGS: Readonly<Record<string, string>> = {
  png: 'iVBORw0KGgo',
  jpeg: '/9j/',
  gif: 'R0lGOD',
  webp: 'UklGR',
};

/** The format an image really has, where its first bytes tell. */
function sniffed({ source }: MediaBlock): string | undefined {
  return Object.keys(IMAGE_BEGINNINGS).find((format) =>
    source?.bytes?.startsWith(IMAGE_BEGINNINGS[format] ?? ''),
  );
}

/** The place of an image in the words of Anthropic's API. */
function anthropicPlace({ place, inResult }: PlacedMedia): string {
  return inResult === undefined
    ? `${place}.image.source`
    : `${place}.tool_result.content.${inResult}.image.source`;
}

function isRefused({ kind, inResult }: PlacedMedia, refused: ModelFacts['refusedMedia']): boolean {
  const kinds = inResult === undefined ? refused?.inMessage : refused?.inToolResult;
  return kinds?.includes(kind) ?? false;
}

/** The refusal of images or documents where a model does not take them. */
function refusedField(kind: 'image' | 'document'): ModelCheck<'refusedMedia'> {
  return (request, refused) =>
    firstOf(mediaOf(request), (placed) =>
      placed.kind === kind && isRefused(placed, refused)
        ? `This model doesn't support the ${kind} field for user messages. Remove ${kind} and try again.`
        : undefined,
    );
}

/** Rules about images, documents, videos and audio. */
export const mediaRules: readonly Rule[] = [
  modelRule({
    id: 'T24',
    refuses: 'an image where the model takes none: in a message, or in a tool result',
    source: 'opencode#49443, pi#8643',
    verbatim: true,
    appliesTo: 'refusedMedia',
    check: refusedField('image'),
  }),
  modelRule({
    id: 'T25',
    refuses: 'a document where the model takes none: in a message, or in a tool result',
    source: 'amazon-bedrock-client-for-mac#137; its second sentence as in T24',
    verbatim: true,
    appliesTo: 'refusedMedia',
    check: refusedField('document'),
  }),
  modelRule({
    id: 'video-block',
    refuses: 'a video where the model takes none',
    source: 'recorded (Claude)',
    verbatim: true,
    appliesTo: 'refusedMedia',
    check: (request, refused) =>
      firstOf(mediaOf(request), (placed) =>
        placed.kind === 'video' && isRefused(placed, refused)
          ? "This model doesn't support the video content block that you provided. Update the content block and try again."
          : undefined,
      ),
  }),
  modelRule({
    id: 's3-source',
    refuses: 'an S3 source, where the model reads none',
    source: 'recorded (images, Claude); AWS table of Converse features: only Nova',
    verbatim: true,
    appliesTo: 's3Sources',
    check: (request) =>
      mediaOf(request).some(({ media }) => media.source?.s3Location)
        ? "This model doesn't support the s3Uri field. Remove s3Uri and try again."
        : undefined,
  }),
  modelRule({
    id: 'M01-unique',
    refuses: 'two documents of a request with one name',
    source: 'bifrost#7003, generative-ai-use-cases#1685, ag-ui#2425',
    verbatim: true,
    appliesTo: 'known',
    check: (request) => {
      const names = mediaOf(request).flatMap(({ kind, media }) =>
        kind === 'document' ? [media.name] : [],
      );
      return new Set(names).size < names.length
        ? "Messages can't contain duplicate document names. Rename the document and retry your request."
        : undefined;
    },
  }),
  modelRule({
    id: 'M03',
    refuses: 'a document source of text or content without citations',
    source: 'bifrost#7072, harness-sdk#3582, botocore#3525',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      firstOf(mediaOf(request), ({ kind, media, place, inResult }) => {
        const written = media.source?.text ?? media.source?.content;
        if (kind !== 'document' || written === undefined || media.citations?.enabled) {
          return undefined;
        }
        const holder = inResult === undefined ? place : `${place}.toolResult.content.${inResult}`;
        return `DocumentSource object at ${holder}.document.source must set one of the following keys: bytes, s3Location.`;
      }),
  }),
  modelRule({
    id: 'M04',
    refuses: 'citations of a document that is neither PDF nor text',
    source: 'boto3#4726',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      mediaOf(request).some(
        ({ media: { citations, format } }) =>
          citations?.enabled && format !== undefined && !CITED_FORMATS.includes(format),
      )
        ? 'Unsupported document format. Only txt and pdf formats are supported when citations are enabled'
        : undefined,
  }),
  modelRule({
    id: 'M05',
    refuses: 'an image of more than 5 MB in base64',
    source: 'accelerated-intelligent-document-processing-on-aws#778',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) =>
      firstOf(mediaOf(request), (placed) => {
        const length = placed.media.source?.bytes?.length ?? 0;
        return placed.kind === 'image' && length > MAX_IMAGE_TEXT
          ? fromModel(
              `${anthropicPlace(placed)}.bytes: image exceeds 5 MB maximum: ${length} bytes > ${MAX_IMAGE_TEXT} bytes`,
            )
          : undefined;
      }),
  }),
  modelRule({
    id: 'M08',
    refuses: 'an image whose bytes are of another format than it says',
    source: 'hermes#55429: live; llxprt-code#2130 (tool result), SciLink#382',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) =>
      firstOf(mediaOf(request), (placed) => {
        const { format } = placed.media;
        const real = placed.kind === 'image' ? sniffed(placed.media) : undefined;
        return real === undefined || real === format
          ? undefined
          : fromModel(
              `${anthropicPlace(placed)}.base64: The image was specified using the image/${format} media type, but the image appears to be a image/${real} image`,
            );
      }),
  }),
  modelRule({
    id: 'M07',
    refuses: 'more images and documents in a request than the model takes',
    source: 'cline#1844, boto3#4632',
    verbatim: true,
    appliesTo: 'mediaPerRequest',
    check: (request, limit) => {
      const media = mediaOf(request);
      const images = media.filter(({ kind }) => kind === 'image').length;
      const documents = media.filter(({ kind }) => kind === 'document').length;
      return images + documents > limit
        ? fromModel(`too many images and documents: ${images} + ${documents} > ${limit}`)
        : undefined;
    },
  }),
  modelRule({
    id: 'images-per-message',
    refuses: 'more than 20 images in a message, unless the model is known to take more',
    source: 'service model; more: accelerated-intelligent-document-processing-on-aws#994',
    verbatim: false,
    appliesTo: 'known',
    check: ({ messages }, _, { mediaPerRequest = 0 }) => {
      const limit = Math.max(MAX_IMAGES, mediaPerRequest);
      return firstOf(messages, ({ content = [] }) =>
        content.filter((block) => block.image).length > limit
          ? `You can't include more than ${limit} images in a message.`
          : undefined,
      );
    },
  }),
  modelRule({
    id: 'documents-per-request',
    refuses: 'more than 5 documents',
    source: 'generative-ai-use-cases#1685: 250 times in 60 days',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      mediaOf(request).filter(({ kind }) => kind === 'document').length > MAX_DOCUMENTS
        ? `You can't include more than ${MAX_DOCUMENTS} documents in a request.`
        : undefined,
  }),
];
