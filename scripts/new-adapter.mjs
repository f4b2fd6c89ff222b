// A new adapter: a copy of packages/adapter-echo under another name. In this repository it becomes a
// package like the others; in any other folder, a project of its own that needs nothing of it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { readJson, root, workspacePackages } from './workspace.mjs';

const USAGE = `pnpm new:adapter NAME [--dir FOLDER]

NAME is the provider's id: lower-case letters and digits, such as acme.
FOLDER is where the adapter goes. Without it: packages/NAME-client.`;

const TEMPLATE = join(root, 'packages/adapter-echo');
const MADE_BY_TOOLS = new Set(['node_modules', 'dist', '.turbo']);

const { name, directory } = readArguments();
const title = name[0].toUpperCase() + name.slice(1);
const isOurs = dirname(directory) === join(root, 'packages');
const packageName = isOurs ? `@outcrop/${basename(directory)}` : `outcrop-${name}`;

copyTemplate();
if (isOurs) {
  writeJson('package.json', ourManifest());
  write(
    join(root, '.changeset', `new-${name}.md`),
    `---\n\n'${packageName}': minor\n---\n\nThe adapter of ${title}.\n`,
  );
} else {
  writeJson('package.json', ownManifest());
  writeOwnProject();
}
console.log(nextSteps());

function readArguments() {
  const { values, positionals } = parsed();
  const [name, ...others] = positionals;
  if (!name || others.length > 0) fail(USAGE);
  if (!/^[a-z][a-z0-9]*$/.test(name)) {
    fail(`NAME: expected lower-case letters and digits, got ${JSON.stringify(name)}\n\n${USAGE}`);
  }
  const directory = resolve(values.dir ?? join(root, 'packages', `${name}-client`));
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    fail(`${directory} is not empty.`);
  }
  return { name, directory };
}

function parsed() {
  try {
    return parseArgs({ options: { dir: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    return fail(`${error.message}\n\n${USAGE}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

function copyTemplate() {
  for (const path of templateFiles(TEMPLATE)) {
    const text = readFileSync(join(TEMPLATE, path), 'utf8');
    write(join(directory, renamed(path)), renamed(text));
  }
}

function templateFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (MADE_BY_TOOLS.has(entry.name)) return [];
    return entry.isDirectory() ? templateFiles(path) : [relative(TEMPLATE, path)];
  });
}

function renamed(text) {
  return text
    .replaceAll('@outcrop/adapter-echo', packageName)
    .replaceAll('ECHO', name.toUpperCase())
    .replaceAll('Echo', title)
    .replaceAll('echo', name);
}

function templateManifest() {
  const { private: _, ...manifest } = readJson(join(TEMPLATE, 'package.json'));
  return {
    ...manifest,
    name: packageName,
    description: `${title} as a provider, for @outcrop/provider-registry.`,
    keywords: [name, 'llm', 'outcrop'],
  };
}

function ourManifest() {
  return { ...templateManifest(), publishConfig: { access: 'public' } };
}

/** What the workspace gives to the packages in it, the project has to name itself. */
function ownManifest() {
  const { license: _, dependencies, ...manifest } = templateManifest();
  const versions = Object.fromEntries(
    workspacePackages().map(({ manifest }) => [manifest.name, manifest.version]),
  );
  const installed = (tool) => `^${readJson(`node_modules/${tool}/package.json`).version}`;
  return {
    ...manifest,
    scripts: { build: 'tsc -p tsconfig.build.json', test: 'tsc && vitest run' },
    dependencies: Object.fromEntries(
      Object.keys(dependencies).map((dependency) => [dependency, `^${versions[dependency]}`]),
    ),
    devDependencies: {
      '@types/node': installed('@types/node'),
      typescript: installed('@typescript/native'),
      vitest: installed('vitest'),
    },
  };
}

function writeOwnProject() {
  const { compilerOptions } = readJson('tsconfig.base.json');
  writeJson('tsconfig.json', {
    compilerOptions: { ...compilerOptions, types: ['node'], noEmit: true },
    include: ['src', 'examples'],
  });
  const { exclude } = readJson(join(TEMPLATE, 'tsconfig.build.json'));
  writeJson('tsconfig.build.json', {
    extends: './tsconfig.json',
    compilerOptions: { noEmit: false, rootDir: 'src', outDir: 'dist' },
    include: ['src'],
    exclude,
  });
  write(join(directory, '.gitignore'), 'dist/\nnode_modules/\n');
}

function writeJson(file, value) {
  write(join(directory, file), `${JSON.stringify(value, null, 2)}\n`);
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function nextSteps() {
  const here = relative(process.cwd(), directory) || '.';
  const folder = here.startsWith(`..${sep}..${sep}`) ? directory : here;
  const steps = isOurs
    ? [
        'pnpm install && pnpm format',
        `.dependency-cruiser.mjs: put ${basename(directory)} beside adapter-echo in LAYERS`,
        `.size-limit.mjs: give ${basename(directory)} a limit`,
        `.changeset/new-${name}.md: say what users get`,
      ]
    : [`cd ${folder}`, 'npm install', 'npm run build', 'npm test'];
  return `${packageName} is in ${folder}. It speaks to a made-up service and passes the conformance kit.

${steps.map((step) => `  ${step}`).join('\n')}

Then make it yours, from src/wire.ts on: docs/writing-an-adapter.md has the way.`;
}
