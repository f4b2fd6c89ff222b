import type { ErrorReason } from '@outcrop/unified-response';

/** How an error is recognised, what it means and what helps. */
export interface ErrorRule {
  readonly reason: ErrorReason;
  /** Exception names; in streams they come in lower camel case, which counts as the same. */
  readonly names?: readonly string[];
  /** HTTP statuses. */
  readonly statuses?: readonly number[];
  /** A text that the message contains, with straight apostrophes. Named groups go into the hint. */
  readonly text?: RegExp;
  readonly hint?: string | ((found: Found) => string);
  /** Default: what the reason says. */
  readonly retryable?: boolean;
  /** How often a call may end like that before it is given up; default, as often as any. */
  readonly attempts?: number;
  /** Whether other ids of the model are worth suggesting. */
  readonly suggestModels?: boolean;
  /** The command that signs in again, where credentials have expired and fresh ones may help. */
  readonly signIn?: string;
}

/** What a hint can tell of. */
export interface Found {
  /** The named groups of the text. */
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** The command that signs in again, to this profile. */
  readonly signIn: string;
  /** How far this machine's clock is off, in words, where the answer says. */
  readonly clock: string | undefined;
  /** The title of the page that came in place of an answer. */
  readonly page: string | undefined;
}
