import { readFileSync } from 'node:fs';
import type { ErrorReason } from '@outcrop/unified-response';

/** An error as users see it, and what it has to be taken for. */
export interface ErrorText {
  /** A letter for the subject, and a number. */
  readonly id: string;
  readonly exception: string;
  readonly reason: ErrorReason;
  /** Words of the hint that show that it is about this very error. */
  readonly hint: string;
  readonly text: string;
}

export const ERROR_TEXTS: readonly ErrorText[] = readFileSync(
  new URL('error-texts.txt', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [id = '', exception = '', reason = '', hint = '', text = ''] = line.split(' | ');
    return { id, exception, reason: reason as ErrorReason, hint, text };
  });
