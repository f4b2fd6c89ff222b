import type { ContentBlockType } from './content-block.js';
import {
  ARRAY,
  absentOr,
  BOOLEAN,
  BYTES,
  type FieldKinds,
  NUMBER,
  OBJECT,
  oneOf,
  STRING,
  STRING_OR_STRINGS,
  STRINGS,
} from './value-kind.js';

const MAYBE_STRING = absentOr(STRING);
const MAYBE_BOOLEAN = absentOr(BOOLEAN);
const MAYBE_OBJECT = absentOr(OBJECT);

const BASE: FieldKinds = { providerData: MAYBE_OBJECT };

const MEDIA: FieldKinds = {
  ...BASE,
  data: absentOr(BYTES),
  dataUri: MAYBE_STRING,
  s3Uri: MAYBE_STRING,
  s3BucketOwner: MAYBE_STRING,
  mediaType: MAYBE_STRING,
  format: MAYBE_STRING,
};

/** What the fields of each block must be, where a block comes from outside. */
const BLOCK_KINDS: Readonly<Record<ContentBlockType, FieldKinds>> = {
  text: { ...BASE, text: STRING, citations: absentOr(ARRAY) },
  image: { ...MEDIA, imageUrl: MAYBE_STRING, detail: MAYBE_STRING },
  audio: MEDIA,
  video: MEDIA,
  document: {
    ...MEDIA,
    text: absentOr(STRING_OR_STRINGS),
    name: MAYBE_STRING,
    context: MAYBE_STRING,
    citations: MAYBE_BOOLEAN,
  },
  search_result: {
    ...BASE,
    source: STRING,
    title: STRING,
    content: STRINGS,
    citations: MAYBE_BOOLEAN,
  },
  reasoning: {
    ...BASE,
    reasoning: STRING,
    summary: MAYBE_STRING,
    signature: MAYBE_STRING,
    redacted: absentOr(BYTES),
    provider: MAYBE_STRING,
    model: MAYBE_STRING,
  },
  citation: {
    ...BASE,
    title: STRING,
    snippet: STRING,
    url: MAYBE_STRING,
    location: MAYBE_OBJECT,
    relevanceScore: absentOr(NUMBER),
  },
  tool_call: { ...BASE, id: STRING, name: STRING, arguments: STRING },
  tool_result: { ...BASE, toolCallId: STRING, status: absentOr(oneOf(['success', 'error'])) },
  guard: { ...BASE, text: MAYBE_STRING, image: MAYBE_OBJECT, qualifiers: absentOr(STRINGS) },
  cache_point: { ...BASE, ttl: MAYBE_STRING },
  generic: { originalType: MAYBE_STRING, provider: MAYBE_STRING },
};

/** What the fields of a block of that type must be; `undefined` for what is no type of a block. */
export function blockKinds(type: unknown): FieldKinds | undefined {
  return typeof type === 'string' && Object.hasOwn(BLOCK_KINDS, type)
    ? BLOCK_KINDS[type as ContentBlockType]
    : undefined;
}
