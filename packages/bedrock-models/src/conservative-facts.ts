import type {
  AudioFormat,
  DocumentFormat,
  ImageFormat,
  MediaRules,
  ModelFacts,
  VideoFormat,
} from './model-profile.js';

/** Every format Converse has a name for. */
export const IMAGE_FORMATS: readonly ImageFormat[] = ['png', 'jpeg', 'gif', 'webp'];
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = [
  'pdf',
  'csv',
  'doc',
  'docx',
  'xls',
  'xlsx',
  'html',
  'txt',
  'md',
];
export const VIDEO_FORMATS: readonly VideoFormat[] = [
  'mkv',
  'mov',
  'mp4',
  'webm',
  'flv',
  'mpeg',
  'mpg',
  'wmv',
  'three_gp',
];
export const AUDIO_FORMATS: readonly AudioFormat[] = [
  'mp3',
  'opus',
  'wav',
  'aac',
  'flac',
  'mp4',
  'ogg',
  'mkv',
  'mka',
  'x-aac',
  'm4a',
  'mpeg',
  'mpga',
  'pcm',
  'webm',
];

const NO_MEDIA: MediaRules = { image: [], document: [], video: [], audio: [], s3: [] };

/**
 * The profile of a model nobody has described yet, and the ground every family stands on.
 *
 * Two rules decide each fact. What the caller asked for outright (a system prompt, tools, a stream,
 * temperature with topP, a prefill) is passed on, because Bedrock answers with a clear error when it
 * cannot be had and guessing "no" would cut off every new model. What only helps when it is supported
 * (a cache point, a status, a forced choice, reasoning fields) is left out, because sending it in
 * vain fails the request.
 */
export const CONSERVATIVE_FACTS: ModelFacts = {
  systemPrompts: true,
  // In the service model since 2026-05-28; no source names a model that takes it, and those tried
  // since refused it (stdapi-ai/stdapi.ai#49, BerriAI/litellm#41082).
  systemInMessages: false,
  tools: true,
  toolChoices: ['auto'],
  // A composed root fails the whole request where it is refused, and one can do without.
  toolSchema: { rootComposition: false, references: true },
  streaming: true,
  streamingWithTools: true,
  media: { user: { ...NO_MEDIA, image: IMAGE_FORMATS }, toolResult: NO_MEDIA },
  // "DocumentSource object at ... must set one of the following keys: bytes, s3Location."
  // (maximhq/bifrost#7072); "Only txt and pdf formats are supported when citations are enabled"
  // (boto/boto3#4726).
  documents: { text: false, cited: ['pdf', 'txt'] },
  toolResultStatus: false,
  besideToolResult: ['text', 'image'],
  textBesideToolCall: true,
  // Service model: ToolSpecification.name.
  toolName: { pattern: '^[a-zA-Z0-9_-]+$', maxLength: 64 },
  // The stricter of the two character sets in circulation; the service model has `.` and `:` as well
  // since 2026-04-02, but vendors behind it keep to this one.
  toolId: { pattern: '^[a-zA-Z0-9_-]+$', maxLength: 64, aliasLength: 24 },
  leadingAssistant: false,
  trailingAssistant: true,
  cache: { placements: [], maxPoints: 0, minimumTokens: 0, ttls: [] },
  reasoning: {
    mode: 'none',
    efforts: [],
    optional: true,
    replay: 'never',
    samplingAllowed: true,
    forcedToolChoice: true,
    uncappedEfforts: [],
  },
  sampling: { temperature: true, topP: true, both: true, maxStopSequences: 2500 },
  structuredOutput: { native: false },
  // Service model, Message.content: 20 images of 3.75 MB, 5 documents of 4.5 MB.
  limits: { images: 20, imageBytes: 3_932_160, documents: 5, documentBytes: 4_718_592 },
  additionalFields: [],
};
