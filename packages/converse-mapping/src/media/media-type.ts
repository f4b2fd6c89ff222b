/** Media kinds that have formats of their own in Converse. */
export type MediaKind = 'image' | 'audio' | 'video' | 'document';

/**
 * Media types and file extensions whose Converse name is not simply their subtype.
 * Source: the format enums of the service model, and IANA's registry of media types.
 */
const FORMAT_OF: Readonly<Record<MediaKind, Readonly<Record<string, string>>>> = {
  image: { jpg: 'jpeg', pjpeg: 'jpeg', 'x-png': 'png' },
  audio: {
    'x-wav': 'wav',
    wave: 'wav',
    'vnd.wave': 'wav',
    'x-m4a': 'm4a',
    'x-flac': 'flac',
    'x-matroska': 'mka',
    'x-mpeg': 'mpeg',
  },
  video: {
    quicktime: 'mov',
    'x-matroska': 'mkv',
    matroska: 'mkv',
    'x-flv': 'flv',
    'x-ms-wmv': 'wmv',
    '3gpp': 'three_gp',
    '3gp': 'three_gp',
  },
  document: {
    plain: 'txt',
    text: 'txt',
    markdown: 'md',
    'x-markdown': 'md',
    htm: 'html',
    msword: 'doc',
    'vnd.ms-excel': 'xls',
    'vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  },
};

/** The formats Converse takes, per kind. Source: the service model's enums, 2026-11. */
const FORMATS: Readonly<Record<MediaKind, readonly string[]>> = {
  image: ['png', 'jpeg', 'gif', 'webp'],
  audio: [
    ...['mp3', 'opus', 'wav', 'aac', 'flac', 'mp4', 'ogg', 'mkv'],
    ...['mka', 'x-aac', 'm4a', 'mpeg', 'mpga', 'pcm', 'webm'],
  ],
  video: ['mkv', 'mov', 'mp4', 'webm', 'flv', 'mpeg', 'mpg', 'wmv', 'three_gp'],
  document: ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'],
};

/**
 * Converse's name of a format given as a media type (`image/jpg`, `text/plain; charset=utf-8`), a
 * file extension or Converse's own name; `undefined` when Converse has no such format.
 */
export function formatOf(kind: MediaKind, mediaTypeOrExtension: string): string | undefined {
  const [type = ''] = mediaTypeOrExtension.toLowerCase().split(';');
  const subtype = type.slice(type.lastIndexOf('/') + 1).trim();
  const names = FORMAT_OF[kind];
  const name = Object.hasOwn(names, subtype) ? names[subtype] : subtype;
  return name !== undefined && FORMATS[kind].includes(name) ? name : undefined;
}

/** The formats Converse takes for that kind, for an error text. */
export function formatsOf(kind: MediaKind): readonly string[] {
  return FORMATS[kind];
}

/** The media type of a format, for a block that has a place for it. */
export function mediaTypeOf(kind: 'image', format: string): string {
  return `${kind}/${format}`;
}
