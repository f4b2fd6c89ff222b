import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What the checks leave behind; it goes when node_modules goes. */
export const stateDirectory = join(root, 'node_modules', '.outcrop');

export const tarballDirectory = join(stateDirectory, 'tarballs');

export function readJson(path) {
  return JSON.parse(readFileSync(resolve(root, path), 'utf8'));
}

/** Every package and app: its folder relative to the root, and its package.json. */
export function workspacePackages() {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => `${group}/${name}`)
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map((folder) => ({ folder, manifest: readJson(`${folder}/package.json`) })),
  );
}

/** The packages that go to the registry. */
export function publicPackages() {
  return workspacePackages().filter(
    ({ folder, manifest }) => folder.startsWith('packages/') && !manifest.private,
  );
}

/** The command line of an installed tool. Bypasses the shell shims, which differ by platform. */
export function tool(packageName, binary = packageName) {
  const { bin } = readJson(`node_modules/${packageName}/package.json`);
  const path = typeof bin === 'string' ? bin : bin[binary];
  return [process.execPath, join(root, 'node_modules', packageName, path)];
}

export function script(name) {
  return [process.execPath, join(root, 'scripts', name)];
}

export const toolEnvironment = {
  ...process.env,
  // turbo looks for pnpm on the PATH, and a fresh machine has none there.
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  // What a check finds must not depend on the terminal it is started from.
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
};
