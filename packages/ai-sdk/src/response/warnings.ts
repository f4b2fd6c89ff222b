import type { SharedV4Warning } from '@ai-sdk/provider';
import type { Warning } from '@outcrop/unified-response';

/** Codes of what was left out; all others tell of something that was done differently. */
const LEFT_OUT = /^unknown_parameter$|_(ignored|dropped|unsupported)$/;

export function toWarning({ code, message, path }: Warning): SharedV4Warning {
  return LEFT_OUT.test(code) && path !== undefined
    ? { type: 'unsupported', feature: path, details: message }
    : { type: 'other', message: path === undefined ? message : `${path}: ${message}` };
}
