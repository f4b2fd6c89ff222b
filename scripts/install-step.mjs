import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root, tool, workspacePackages } from './workspace.mjs';

/** Installs with the pnpm that the repository names, wherever it comes from. */
export const installStep = {
  name: 'install',
  about: 'dependencies, as the lockfile has them',
  inputs: () => [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...workspacePackages().map(({ folder }) => `${folder}/package.json`),
  ],
  output: 'node_modules/.modules.yaml',
  command: () => [
    ...pnpm(),
    'install',
    '--frozen-lockfile',
    // The tools are devDependencies, and NODE_ENV=production would leave them out.
    '--prod=false',
    // Without it pnpm stops to ask when node_modules was made by another package manager.
    '--config.confirm-modules-purge=false',
  ],
};

function pnpm() {
  if (existsSync(join(root, 'node_modules', 'pnpm', 'package.json'))) return tool('pnpm');
  const version = readJson('package.json').devDependencies.pnpm;
  return [...npm(), 'exec', '--yes', `--package=pnpm@${version}`, '--', 'pnpm'];
}

/** npm tells the scripts it runs where it is; otherwise it is a neighbour of node on the PATH. */
function npm() {
  const { npm_execpath: path = '' } = process.env;
  return /npm-cli\.c?js$/.test(path) ? [process.execPath, path] : ['npm'];
}
