import type { MediaRules } from '@outcrop/bedrock-models';
import type { MediaKind } from './media-type.js';

/** Where a medium stands; models take different media in different places. */
export type MediaPlace = 'user' | 'toolResult';

/** What decides whether a model takes a medium. */
export interface MediumTraits {
  /** Absent where nothing tells. */
  readonly format?: string | undefined;
  readonly isInS3: boolean;
}

/** Why a model takes no such medium there, or `undefined` when it does. */
export function mediaProblem(
  kind: MediaKind,
  { format, isInS3 }: MediumTraits,
  place: MediaPlace,
  media: Readonly<Record<MediaPlace, MediaRules>>,
): string | undefined {
  const rules = media[place];
  const formats: readonly string[] = rules[kind];
  const where = place === 'user' ? 'from a user' : 'in a tool result';
  if (formats.length === 0) return `The model takes no ${kind} ${where}`;
  if (format !== undefined && !formats.includes(format)) {
    return `The model takes no ${kind} of format ${format} ${where}`;
  }
  if (isInS3 && !rules.s3.includes(kind)) return `The model takes no ${kind} from S3 ${where}`;
  return undefined;
}
