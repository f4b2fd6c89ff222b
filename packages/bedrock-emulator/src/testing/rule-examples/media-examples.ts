import {
  ask,
  assistant,
  document,
  image,
  loop,
  question,
  result,
  user,
  video,
} from '../requests.js';
import {
  KIMI,
  LLAMA_3,
  LLAMA_4,
  MISTRAL_LARGE,
  NOVA,
  QWEN,
  type RuleExamples,
  SONNET_4_5,
  SONNET_5,
} from './rule-example.js';

const PNG = 'iVBORw0KGgoAAAAN';
const s3 = { source: { s3Location: { uri: 's3://bucket/report.pdf' } } };
const read = { text: 'Read' };

/** As many images in a message each. */
function images(count: number) {
  return ask([user(...Array.from({ length: count }, () => image()))]);
}

function documents(count: number) {
  return ask([user(read, ...Array.from({ length: count }, (_, d) => document(`report ${d}`)))]);
}

const tenImages = user(...Array.from({ length: 10 }, () => image()));

/** Examples of the rules about images, documents, videos and audio. */
export const mediaExamples: RuleExamples = {
  T24: {
    model: KIMI,
    accepts: ask([user(image())]),
    refuses: loop([result({ content: [image()] })]),
    text: "This model doesn't support the image field for user messages. Remove image and try again.",
    butTakenBy: SONNET_4_5,
  },
  T25: {
    model: 'openai.gpt-6-astra',
    accepts: ask([user(image())]),
    refuses: ask([user(read, document())]),
    text: "This model doesn't support the document field for user messages. Remove document and try again.",
    butTakenBy: NOVA,
  },
  'video-block': {
    model: SONNET_4_5,
    accepts: ask([user(image())]),
    refuses: ask([user(video)]),
    text: "This model doesn't support the video content block that you provided. Update the content block and try again.",
    butTakenBy: NOVA,
  },
  's3-source': {
    model: SONNET_4_5,
    accepts: ask([user(read, document())]),
    refuses: ask([user(read, document('report', s3))]),
    text: "This model doesn't support the s3Uri field. Remove s3Uri and try again.",
    butTakenBy: NOVA,
  },
  'M01-unique': {
    model: NOVA,
    accepts: ask([user(read, document('a'), document('b'))]),
    refuses: ask([user(read, document()), assistant({ text: 'Done' }), user(read, document())]),
    text: "Messages can't contain duplicate document names. Rename the document and retry your request.",
  },
  M03: {
    model: SONNET_4_5,
    accepts: ask([
      user(
        read,
        document('report', { format: 'txt', source: { text: 'a' }, citations: { enabled: true } }),
      ),
    ]),
    refuses: ask([user(read, document('report', { format: 'txt', source: { text: 'a' } }))]),
    text: 'DocumentSource object at messages.0.content.1.document.source must set one of the following keys: bytes, s3Location.',
  },
  M04: {
    model: SONNET_4_5,
    accepts: ask([user(read, document('report', { citations: { enabled: true } }))]),
    refuses: ask([
      user(read, document('report', { format: 'docx', citations: { enabled: true } })),
    ]),
    text: 'Unsupported document format. Only txt and pdf formats are supported when citations are enabled',
  },
  M05: {
    model: SONNET_4_5,
    accepts: ask([user(image('png', 'A'.repeat(5_242_880)))]),
    refuses: ask([user(image('png', 'A'.repeat(5_242_884)))]),
    text: 'The model returned the following errors: messages.0.content.0.image.source.bytes: image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes',
    butTakenBy: NOVA,
  },
  M08: {
    model: SONNET_4_5,
    accepts: ask([user(image('png', PNG))]),
    refuses: loop([result({ content: [{ text: 'See' }, image('jpeg', PNG)] })]),
    text: 'The model returned the following errors: messages.2.content.0.tool_result.content.1.image.source.base64: The image was specified using the image/jpeg media type, but the image appears to be a image/png image',
    butTakenBy: NOVA,
  },
  M07: {
    model: SONNET_4_5,
    accepts: images(20),
    refuses: ask([
      tenImages,
      assistant({ text: 'More?' }),
      tenImages,
      assistant({ text: 'More?' }),
      user(read, document()),
    ]),
    text: 'The model returned the following errors: too many images and documents: 20 + 1 > 20',
    butTakenBy: SONNET_5,
  },
  'images-per-message': {
    model: NOVA,
    accepts: images(20),
    refuses: images(21),
    text: "You can't include more than 20 images in a message.",
    butTakenBy: SONNET_5,
  },
  'documents-per-request': {
    model: NOVA,
    accepts: documents(5),
    refuses: documents(6),
    text: "You can't include more than 5 documents in a request.",
  },
};

/** More refusals by these rules. */
export const moreMediaRefusals: [rule: string, model: string, body: object, text: string][] = [
  ['T24', LLAMA_3, ask([user(image())]), mediaExamples.T24?.text ?? ''],
  ['T24', MISTRAL_LARGE, ask([user(image())]), mediaExamples.T24?.text ?? ''],
  ['T24', 'us.amazon.nova-micro-v1:0', ask([user(image())]), mediaExamples.T24?.text ?? ''],
  ['T25', QWEN, ask([user(read, document())]), mediaExamples.T25?.text ?? ''],
  [
    'video-block',
    LLAMA_4,
    ask([question, assistant(read), user(video)]),
    mediaExamples['video-block']?.text ?? '',
  ],
];
