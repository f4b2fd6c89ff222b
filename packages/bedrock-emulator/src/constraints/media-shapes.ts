import { blob, boolean, list, oneOf, type Shape, string, structure, union } from './shape.js';

const s3Location = structure(
  'S3Location',
  {
    uri: string({
      min: 1,
      max: 1024,
      pattern: 's3://[a-z0-9][\\.\\-a-z0-9]{1,61}[a-z0-9](/.*)?',
    }),
    bucketOwner: string({ pattern: '[0-9]{12}' }),
  },
  { required: ['uri'] },
);

const bytes = blob({ min: 1 });
const errorBlock = structure('ErrorBlock', { message: string() }, { sensitive: true });

export const citationsConfig: Shape = structure(
  'CitationsConfig',
  { enabled: boolean },
  { required: ['enabled'] },
);

export const imageBlock: Shape = structure(
  'ImageBlock',
  {
    format: oneOf('png', 'jpeg', 'gif', 'webp'),
    source: union('ImageSource', { bytes, s3Location }, { sensitive: true }),
    error: errorBlock,
  },
  { required: ['format', 'source'] },
);

export const documentBlock: Shape = structure(
  'DocumentBlock',
  {
    format: oneOf('pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'),
    name: string({ min: 1, max: 200 }),
    source: union('DocumentSource', {
      bytes,
      s3Location,
      text: string(),
      content: list(union('DocumentContentBlock', { text: string() })),
    }),
    context: string(),
    citations: citationsConfig,
  },
  { required: ['name', 'source'] },
);

export const videoBlock: Shape = structure(
  'VideoBlock',
  {
    format: oneOf('mkv', 'mov', 'mp4', 'webm', 'flv', 'mpeg', 'mpg', 'wmv', 'three_gp'),
    source: union('VideoSource', { bytes, s3Location }),
  },
  { required: ['format', 'source'] },
);

export const audioBlock: Shape = structure(
  'AudioBlock',
  {
    format: oneOf(
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
    ),
    source: union('AudioSource', { bytes, s3Location }, { sensitive: true }),
    error: errorBlock,
  },
  { required: ['format', 'source'] },
);

export const guardContent: Shape = union('GuardrailConverseContentBlock', {
  text: structure(
    'GuardrailConverseTextBlock',
    {
      text: string(),
      qualifiers: list(oneOf('grounding_source', 'query', 'guard_content')),
    },
    { required: ['text'] },
  ),
  image: structure(
    'GuardrailConverseImageBlock',
    {
      format: oneOf('png', 'jpeg'),
      source: union('GuardrailConverseImageSource', { bytes }, { sensitive: true }),
    },
    { required: ['format', 'source'], sensitive: true },
  ),
});
