import type {
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  LanguageModelV3ToolResultPart,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultPart,
  SharedV4FileData,
} from '@ai-sdk/provider';
import { METADATA_KEY } from '../metadata-key.js';

/** A prompt of specification v3 in the words of v4, which differ in how files are given. */
export function toV4Prompt(prompt: LanguageModelV3Prompt): LanguageModelV4Prompt {
  return prompt.map(toV4Message);
}

function toV4Message(message: LanguageModelV3Message): LanguageModelV4Message {
  if (message.role === 'system') return message;
  const content = message.content.map((part) => {
    if (part.type === 'file') return { ...part, data: toFileData(part.data) };
    return part.type === 'tool-result' ? { ...part, output: toV4Output(part.output) } : part;
  });
  // The parts stand where they stood, so they are those that the role may have.
  return { ...message, content } as LanguageModelV4Message;
}

/** Some hosts write an address as text. */
function toFileData(data: Uint8Array | string | URL): SharedV4FileData {
  if (data instanceof URL) return { type: 'url', url: data };
  const isAddress = typeof data === 'string' && /^(https?|data|s3):/i.test(data);
  return isAddress ? { type: 'url', url: new URL(data) } : { type: 'data', data };
}

type Output = LanguageModelV4ToolResultPart['output'];
type OutputPart = Extract<Output, { type: 'content' }>['value'][number];
type V3Output = LanguageModelV3ToolResultPart['output'];
type V3OutputPart = Extract<V3Output, { type: 'content' }>['value'][number];

function toV4Output(output: V3Output): Output {
  return output.type === 'content'
    ? { ...output, value: output.value.map(toV4OutputPart) }
    : output;
}

function toV4OutputPart(part: V3OutputPart): OutputPart {
  switch (part.type) {
    case 'text':
    case 'custom':
      return part;
    case 'file-data':
    case 'image-data': {
      const { data, ...rest } = part;
      return { ...rest, type: 'file', data: { type: 'data', data } };
    }
    case 'file-url':
    case 'image-url':
      return file(part, kindOf(part.type), toFileData(new URL(part.url)));
    case 'file-id':
    case 'image-file-id': {
      const { fileId } = part;
      const reference = typeof fileId === 'string' ? { [METADATA_KEY]: fileId } : fileId;
      return file(part, kindOf(part.type), { type: 'reference', reference });
    }
  }
}

function kindOf(type: string): string {
  return type.startsWith('image') ? 'image' : 'application';
}

function file(
  { providerOptions }: V3OutputPart,
  mediaType: string,
  data: SharedV4FileData,
): Omit<LanguageModelV4FilePart, 'filename'> {
  return { type: 'file', mediaType, data, ...(providerOptions ? { providerOptions } : {}) };
}
