import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { publicPackages, tarballDirectory } from './workspace.mjs';

/** The packed public packages: `{ name, manifest, file }`. */
export function packedPackages() {
  return publicPackages().map(({ manifest }) => {
    const base = `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
    return { name: manifest.name, manifest, file: join(tarballDirectory, base) };
  });
}

const BLOCK = 512;

/** The paths in a tarball, as the tar headers have them. */
export function tarballPaths(file) {
  const bytes = gunzipSync(readFileSync(file));
  const field = (start, length) => bytes.toString('utf8', start, start + length).split('\0')[0];
  const paths = [];
  for (let header = 0; field(header, 100); ) {
    paths.push(field(header, 100));
    const size = Number.parseInt(field(header + 124, 12), 8);
    header += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return paths;
}
