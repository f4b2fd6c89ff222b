// Can a stranger write an adapter? Two are made in folders of their own, from the packed packages
// alone: one of the files that docs/writing-an-adapter.md shows, one by `pnpm new:adapter`.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mapParallel, report, run } from './run.mjs';
import { packedPackages } from './tarballs.mjs';
import { readJson, root, script, tool } from './workspace.mjs';

const PAGE = 'docs/writing-an-adapter.md';
const FILE = /^<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)^```$/gm;
const INSTALL = /^npm install (--save-dev )?(.+)$/gm;

/** Tools that stand in this repository's node_modules under another name. */
const INSTALLED_AS = { typescript: '@typescript/native' };

const overrides = Object.fromEntries(
  packedPackages().map(({ name, file }) => [name, `file:${file}`]),
);

const projects = [
  { name: PAGE, make: writeFilesOfPage },
  {
    name: 'pnpm new:adapter',
    make: (directory) => run([...script('new-adapter.mjs'), 'acme', '--dir', directory]),
  },
];

async function problemsOf({ name, make }) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'outcrop-adapter-')));
  try {
    const made = await make(directory);
    if (made?.code) return [`${name}:\n${made.output}`];
    usePackedPackages(join(directory, 'package.json'));
    const install = ['install', '--ignore-workspace', '--ignore-scripts', '--prefer-offline'];
    for (const command of [install, ['run', 'build'], ['run', 'test']]) {
      const { code, output } = await run([...tool('pnpm'), ...command], { cwd: directory });
      if (code !== 0) return [`${name}: “pnpm ${command.join(' ')}” fails:\n${output}`];
    }
    return [];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Does what the page says, to the letter. */
function writeFilesOfPage(directory) {
  const page = readFileSync(join(root, PAGE), 'utf8');
  for (const [, path, text] of page.matchAll(FILE)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  for (const [, forDevelopment, names] of page.matchAll(INSTALL)) {
    manifest[forDevelopment ? 'devDependencies' : 'dependencies'] = Object.fromEntries(
      names.split(' ').map((name) => [name, overrides[name] ?? versionHere(name)]),
    );
  }
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
}

function versionHere(name) {
  return readJson(`node_modules/${INSTALLED_AS[name] ?? name}/package.json`).version;
}

function usePackedPackages(path) {
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, pnpm: { overrides } }));
}

report((await mapParallel(projects, problemsOf)).flat());
