import type {
  LanguageModelV3Content,
  LanguageModelV3FinishReason,
  LanguageModelV3StreamPart,
  LanguageModelV4Content,
  LanguageModelV4CustomContent,
  LanguageModelV4File,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  SharedV3Warning,
  SharedV4Warning,
} from '@ai-sdk/provider';

type V3File = Extract<LanguageModelV3Content, { type: 'file' }>;
type V3Reasoning = Extract<LanguageModelV3Content, { type: 'reasoning' }>;

/** A part of an answer in the words of specification v3. */
export function toV3Content(part: LanguageModelV4Content): LanguageModelV3Content[] {
  switch (part.type) {
    case 'text': {
      // v3 has them as sources alone.
      const { citations: _, ...text } = part;
      return [text];
    }
    case 'file':
      return [toV3File(part)];
    case 'custom':
      return [carrier(part)];
    case 'reasoning-file':
      return [];
    default:
      return [part];
  }
}

/** A part of a stream in the words of specification v3. */
export function toV3StreamPart(part: LanguageModelV4StreamPart): LanguageModelV3StreamPart[] {
  switch (part.type) {
    case 'stream-start':
      return [{ ...part, warnings: part.warnings.map(toV3Warning) }];
    case 'text-end': {
      const { citations: _, ...end } = part;
      return [end];
    }
    case 'custom': {
      const { text: _, type: __, ...carried } = carrier(part);
      const id = part.kind;
      return [
        { type: 'reasoning-start', id },
        { type: 'reasoning-end', id, ...carried },
      ];
    }
    case 'file':
      return [toV3File(part)];
    case 'finish':
      return [{ ...part, finishReason: toV3FinishReason(part.finishReason) }];
    case 'tool-input-start': {
      const { inputEncoding: _, ...start } = part;
      return [start];
    }
    case 'reasoning-file':
    case 'ping':
      return [];
    default:
      return [part];
  }
}

export function toV3FinishReason({
  unified,
  raw,
}: LanguageModelV4FinishReason): LanguageModelV3FinishReason {
  return { unified: unified === 'interrupted' ? 'error' : unified, raw };
}

export function toV3Warning(warning: SharedV4Warning): SharedV3Warning {
  return warning.type === 'deprecated'
    ? { type: 'other', message: `${warning.setting}: ${warning.message}` }
    : warning;
}

/** Only bytes are told as files: see `blockToContent`. */
function toV3File({ data, ...file }: LanguageModelV4File): V3File {
  return { ...file, data: data.type === 'data' ? data.data : data.url.href };
}

/**
 * v3 has no custom content. Of the parts it has, only reasoning is kept when it is empty, and comes
 * back with its metadata; interfaces show nothing for it.
 */
function carrier({ providerMetadata }: LanguageModelV4CustomContent): V3Reasoning {
  return { type: 'reasoning', text: '', ...(providerMetadata ? { providerMetadata } : {}) };
}
