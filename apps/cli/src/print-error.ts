import { isProviderError } from '@outcrop/unified-response';
import picocolors from 'picocolors';

/** What went wrong, why, and what helps: on standard error, for a person. */
export function printError(error: Error, stderr: NodeJS.WriteStream): void {
  const colors = picocolors.createColors(picocolors.isColorSupported && stderr.isTTY);
  const lines = [`${colors.red('✖')} ${error.message}`];
  if (isProviderError(error)) {
    if (error.hint !== undefined) lines.push(`  ${error.hint}`);
    for (const suggestion of error.suggestions) lines.push(`  ${colors.cyan(suggestion)}`);
    if (error.requestId !== undefined) lines.push(colors.dim(`  request ${error.requestId}`));
  }
  stderr.write(`${lines.join('\n')}\n`);
}
