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
const BRAND: unique symbol = Symbol.for('outcrop.ProviderError') as never;

/** The one error class of the family. Secrets are taken out of its message. */
export class ProviderError extends Error {
  override readonly name: string = 'ProviderError';
  readonly reason: ErrorReason;
  readonly retryable: boolean;
  readonly hint: string | undefined;
  readonly suggestions: readonly string[];
  readonly path: string | undefined;
  readonly requestId: string | undefined;
  readonly status: number | undefined;
  readonly provider: string | undefined;
  readonly attempts: number | undefined;
  readonly partial: UnifiedResponse | undefined;

  constructor(message: string, init: ProviderErrorInit) {
    super(redactSecrets(message), init.cause === undefined ? undefined : { cause: init.cause });
    this.reason = init.reason;
    this.retryable = init.retryable ?? RETRYABLE[init.reason];
    this.hint = init.hint === undefined ? undefined : redactSecrets(init.hint);
    this.suggestions = init.suggestions ?? [];
    this.path = init.path;
    this.requestId = init.requestId;
    this.status = init.status;
    this.provider = init.provider;
    this.attempts = init.attempts;
    this.partial = init.partial;
    Object.defineProperty(this, BRAND, { value: true });
    // A whole response would bury the message when the error is printed.
    Object.defineProperty(this, 'partial', { enumerable: false });
  }

  /** The error without its cause and stack, fit for a log. */
  toJSON(): Record<string, unknown> {
    const { name, message, reason, retryable, hint, suggestions, path } = this;
    const { requestId, status, provider, attempts, partial } = this;
    const fields = { name, message, reason, retryable, hint, suggestions, path };
    const all = { ...fields, requestId, status, provider, attempts, partial };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }
}

/** Whether it is a `ProviderError`, also one from another copy of this package. */
export function isProviderError(value: unknown): value is ProviderError {
  return typeof value === 'object' && value !== null && BRAND in value;
}
