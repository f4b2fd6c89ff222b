import { AwsError } from './aws-error.js';
import type { ConverseOperation } from './converse-wire.js';
import type { JsonValue } from './json.js';
import { type RuleSet, readConverseRequest } from './read-converse-request.js';
import { RuleViolation } from './rules/rule.js';

/** Options of `checkConverseRequest`. */
export interface CheckOptions {
  /** Hold the request also to the rules of the model's family. @defaultValue 'service' */
  readonly rules?: RuleSet;
  /** Globs of the model ids that exist. @defaultValue every well-formed id does */
  readonly models?: readonly string[];
  /** The operation the request is for. @defaultValue 'Converse' */
  readonly operation?: ConverseOperation;
}

/** Whether the emulator would accept a request, and if not, how it would answer. */
export type CheckResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly error: {
        /** Such as `ValidationException`. */
        readonly name: string;
        readonly message: string;
        /** The HTTP status. */
        readonly status: number;
        /** The id of the rule that refused; absent when the constraints did. */
        readonly rule?: string;
      };
    };

/**
 * Checks a request of Converse or ConverseStream as the emulator does, without HTTP and without an answer.
 *
 * @param modelId - The model id or ARN of the request's path, not percent-encoded.
 * @param body - The parsed JSON body as it is on the wire: blobs are base64 texts.
 */
export function checkConverseRequest(
  modelId: string,
  body: unknown,
  { operation, ...checks }: CheckOptions = {},
): CheckResult {
  try {
    readConverseRequest(modelId, body as JsonValue, { validate: true, ...checks }, operation);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { name, message, status } = error;
    const rule = error instanceof RuleViolation ? { rule: error.rule } : {};
    return { ok: false, error: { name, message, status, ...rule } };
  }
}
