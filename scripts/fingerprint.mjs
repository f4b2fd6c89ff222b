import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, stateDirectory } from './workspace.mjs';

const MADE_BY_TOOLS = new Set(['.git', '.outcrop', '.turbo', 'coverage', 'dist', 'node_modules']);

/**
 * One hash over all the files below the given paths, and over the Node that reads them. A folder
 * that tools make counts only when it is given itself.
 */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(
    `${process.version} ${process.platform} ${process.arch}`,
  );
  for (const file of paths.flatMap((path) => filesBelow(join(root, path))).sort()) {
    const content = readFileSync(file);
    hash.update(`\n${relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !MADE_BY_TOOLS.has(name))
    .flatMap((name) => filesBelow(join(path, name)));
}

const stampFile = (name) => join(stateDirectory, `${name}.stamp`);

export function readStamp(name) {
  try {
    return readFileSync(stampFile(name), 'utf8');
  } catch {
    return undefined;
  }
}

export function writeStamp(name, value) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}

export function removeStamp(name) {
  rmSync(stampFile(name), { force: true });
}
