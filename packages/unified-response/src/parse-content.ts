import { base64ToBytes } from './base64.js';
import type { ContentBlock } from './content-block.js';
import { blockKinds } from './content-block-kinds.js';
import { definedFields } from './defined-fields.js';
import type { Warning } from './notice.js';
import {
  checkFields,
  invalidParameter,
  optional,
  reportOtherFields,
  required,
} from './parameter-check.js';
import { OBJECT, STRING } from './value-kind.js';

/** A message's content, in OpenAI's parts or this package's blocks, as blocks. Null is no content. */
export function parseContent(content: unknown, path: string, warnings: Warning[]): ContentBlock[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) {
    throw invalidParameter(path, 'a string or an array of content parts', content);
  }
  return content.map((part, at) => parsePart(part, `${path}[${at}]`, warnings));
}

function parsePart(value: unknown, path: string, warnings: Warning[]): ContentBlock {
  if (typeof value === 'string') return { type: 'text', text: value };
  const part = required(path, value, OBJECT);
  const type = optional(`${path}.type`, part.type, STRING);
  const ownKinds = blockKinds(type);
  if (ownKinds) {
    checkFields(path, part, ownKinds);
    return part as unknown as ContentBlock;
  }
  const block = parseOpenAiPart(type, part, path, warnings);
  if (block) {
    // OpenAI's parts hold all they have in a member called like their type.
    reportOtherFields(path, part, ['type', String(type), 'signature'], warnings);
    return block;
  }
  const kind = type === undefined ? 'without a type' : `of type ${JSON.stringify(type)}`;
  const message = `A content part ${kind} is not known: it is kept as it is.`;
  warnings.push({ code: 'unknown_content', path, message });
  return { ...part, type: 'generic', ...definedFields({ originalType: type }) };
}

function parseOpenAiPart(
  type: string | undefined,
  part: Readonly<Record<string, unknown>>,
  path: string,
  warnings: Warning[],
): ContentBlock | undefined {
  switch (type) {
    case 'refusal':
      return { type: 'text', text: required(`${path}.refusal`, part.refusal, STRING) };
    case 'image_url':
      return parseImage(part.image_url, `${path}.image_url`);
    case 'input_audio':
      return parseAudio(part.input_audio, `${path}.input_audio`);
    case 'file':
      return parseFile(part.file, `${path}.file`, warnings);
    case 'thinking':
      return {
        type: 'reasoning',
        reasoning: required(`${path}.thinking`, part.thinking, STRING),
        ...definedFields({ signature: optional(`${path}.signature`, part.signature, STRING) }),
      };
    default:
      return undefined;
  }
}

function parseImage(value: unknown, path: string): ContentBlock {
  const image = typeof value === 'string' ? { url: value } : required(path, value, OBJECT);
  const url = required(`${path}.url`, image.url, STRING);
  const detail = definedFields({ detail: optional(`${path}.detail`, image.detail, STRING) });
  if (/^data:/i.test(url)) return { type: 'image', dataUri: url, ...detail };
  if (/^s3:\/\//i.test(url)) return { type: 'image', s3Uri: url, ...detail };
  return { type: 'image', imageUrl: url, ...detail };
}

function parseAudio(value: unknown, path: string): ContentBlock {
  const audio = required(path, value, OBJECT);
  return {
    type: 'audio',
    data: decodeBase64(`${path}.data`, required(`${path}.data`, audio.data, STRING)),
    ...definedFields({ format: optional(`${path}.format`, audio.format, STRING) }),
  };
}

function parseFile(value: unknown, path: string, warnings: Warning[]): ContentBlock {
  const file = required(path, value, OBJECT);
  const data = optional(`${path}.file_data`, file.file_data, STRING);
  if (data === undefined) {
    if (file.file_id === undefined) required(`${path}.file_data`, data, STRING);
    warnings.push({
      code: 'unknown_content',
      path,
      message: 'A file by file_id is stored at OpenAI and cannot be read here. Pass file_data.',
    });
    return { ...file, type: 'generic', originalType: 'file' };
  }
  const name = optional(`${path}.filename`, file.filename, STRING);
  const extension = name === undefined ? undefined : /\.([A-Za-z0-9]+)$/.exec(name)?.[1];
  const fields = definedFields({ name, format: extension?.toLowerCase() });
  if (/^data:/i.test(data)) return { type: 'document', dataUri: data, ...fields };
  return { type: 'document', data: decodeBase64(`${path}.file_data`, data), ...fields };
}

function decodeBase64(path: string, text: string): Uint8Array {
  try {
    return base64ToBytes(text);
  } catch {
    throw invalidParameter(path, 'base64 text', text);
  }
}
