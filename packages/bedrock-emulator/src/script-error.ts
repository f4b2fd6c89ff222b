import { AwsError } from './aws-error.js';

/** A fault of the script itself. It is status 400, which no client tries again. */
export function scriptError(message: string): AwsError {
  return new AwsError('EmulatorScriptException', message);
}
