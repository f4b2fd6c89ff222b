import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { publicPackages, root, tarballDirectory, tool } from './workspace.mjs';

// pnpm puts real versions where the workspace has `workspace:^`, and adds the root's LICENSE.
const filters = publicPackages().map(({ manifest }) => `--filter=${manifest.name}`);
const [program, ...args] = tool('pnpm');

rmSync(tarballDirectory, { recursive: true, force: true });
mkdirSync(tarballDirectory, { recursive: true });
const { status } = spawnSync(
  program,
  [...args, '--recursive', ...filters, 'pack', '--pack-destination', tarballDirectory],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
