import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.js';

/**
 * The region of a profile in the shared AWS config file, read only when nothing else names one.
 * (The SDK's own loader is asynchronous, and a missing region has to be told when the client is made.)
 */
export function sharedConfigRegion(
  environment: Environment,
  profile: string | undefined,
): string | undefined {
  const file =
    environment.configFile ?? (environment.home && join(environment.home, '.aws', 'config'));
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return regionOf(text, profile || environment.profile || 'default');
}

const SECTION = /^\s*\[\s*(?:profile\s+)?(.+?)\s*\]/;
/** Not indented: an indented line belongs to a nested section. */
const REGION = /^region\s*=\s*([^\s#;]+)/;

/** The `region` in the section `[default]` or `[profile NAME]`. */
function regionOf(text: string, profile: string): string | undefined {
  let inside = false;
  for (const line of text.split(/\r?\n/)) {
    const section = SECTION.exec(line)?.[1];
    if (section !== undefined) inside = unquoted(section) === profile;
    else if (inside) {
      const region = REGION.exec(line)?.[1];
      if (region !== undefined) return unquoted(region);
    }
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
