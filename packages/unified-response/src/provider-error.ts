import { definedFields } from './defined-fields.js';
import { redactCause } from './redact-cause.js';
import { redactSecrets } from './redact-secrets.js';
import type { UnifiedResponse } from './response.js';

/** What went wrong, in one word. Stable within a major version; messages are free to change. */
export type ErrorReason =
  | 'throttled'
  | 'overloaded'
  | 'timeout'
  | 'transient'
  | 'context_overflow'
  | 'invalid_request'
  | 'authentication'
  | 'access_denied'
  | 'model_not_found'
  | 'model_error'
  | 'content_filtered'
  | 'incomplete_stream'
  | 'aborted'
  | 'unsupported'
  | 'config';

/** Whether the same call may succeed when it is sent again, if the error does not say. */
const RETRYABLE: Readonly<Record<ErrorReason, boolean>> = {
  throttled: true,
  overloaded: true,
  timeout: true,
  transient: true,
  context_overflow: false,
  invalid_request: false,
  authentication: false,
  access_denied: false,
  model_not_found: false,
  model_error: false,
  content_filtered: false,
  incomplete_stream: false,
  aborted: false,
  unsupported: false,
  config: false,
};

export interface ProviderErrorInit {
  readonly reason: ErrorReason;
  /** Default: what the reason says. */
  readonly retryable?: boolean;
  /** The fix, in a sentence. */
  readonly hint?: string;
  /** Values to try instead, ready to be copied: model ids, commands. */
  readonly suggestions?: readonly string[];
  /** The place in the caller's own input, such as `messages[2].content[0]`. */
  readonly path?: string;
  readonly requestId?: string;
  /** The HTTP status. */
  readonly status?: number;
  readonly provider?: string;
  /** How often the call was sent. */
  readonly attempts?: number;
  /** What had arrived before it broke. */
  readonly partial?: UnifiedResponse;
  readonly cause?: unknown;
}

/** Shared by all copies of this package that a process may have loaded. */
const BRAND: unique symbol = Symbol.for('outcrop.ProviderError');

/** A message is for reading; a page that a proxy sent in place of an answer is not. */
const MAX_MESSAGE = 10_000;

function shortened(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
}

/** The one error class of the family. What looks like a secret is taken out of its texts and its causes'. */
export class ProviderError extends Error {
  override readonly name: string = 'ProviderError';
  readonly reason: ErrorReason;
  readonly retryable: boolean;
  readonly suggestions: readonly string[];
  // Declared only, and set where they are known: an error is printed with all the fields it has.
  declare readonly hint: string | undefined;
  declare readonly path: string | undefined;
  declare readonly requestId: string | undefined;
  declare readonly status: number | undefined;
  declare readonly provider: string | undefined;
  declare readonly attempts: number | undefined;
  declare readonly partial: UnifiedResponse | undefined;

  constructor(message: string, init: ProviderErrorInit) {
    super(
      redactSecrets(shortened(message)),
      init.cause === undefined ? {} : { cause: redactCause(init.cause) },
    );
    this.reason = init.reason;
    this.retryable = init.retryable ?? RETRYABLE[init.reason];
    this.suggestions = (init.suggestions ?? []).map(redactSecrets);
    const { path, requestId, status, provider, attempts } = init;
    const hint = init.hint === undefined ? undefined : redactSecrets(init.hint);
    Object.assign(this, definedFields({ hint, path, requestId, status, provider, attempts }));
    Object.defineProperty(this, BRAND, { value: true });
    // A whole response would bury the message when the error is printed.
    Object.defineProperty(this, 'partial', { value: init.partial });
  }

  /** The error without its cause and stack, fit for a log. */
  toJSON(): Record<string, unknown> {
    const { name, message, reason, retryable, hint, suggestions, path } = this;
    const { requestId, status, provider, attempts, partial } = this;
    const about = { name, message, reason, retryable, hint, suggestions, path };
    return definedFields({ ...about, requestId, status, provider, attempts, partial });
  }
}

/** Whether it is a `ProviderError`, also one from another copy of this package. */
export function isProviderError(value: unknown): value is ProviderError {
  return typeof value === 'object' && value !== null && BRAND in value;
}
