// What does someone get who installs one package alone? Each packed package goes into a strict
// project of its own, outside this repository, where no hoisted dependency can help it.
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportsOf } from './exported-names.mjs';
import { mapParallel, report, run } from './run.mjs';
import { packedPackages } from './tarballs.mjs';
import { readJson, tool } from './workspace.mjs';

/** What stands on a library of others; all other packages install without a single third-party package. */
const BRINGS_THIRD_PARTIES = new Set([
  '@outcrop/ai-sdk',
  '@outcrop/bedrock-client',
  '@outcrop/langchain',
  '@outcrop/openai-client',
  '@outcrop/structured-output',
]);

const packages = packedPackages();
const overrides = Object.fromEntries(packages.map(({ name, file }) => [name, `file:${file}`]));
const nodeTypes = { '@types/node': readJson('node_modules/@types/node/package.json').version };

async function problemsOf({ name, manifest }) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'outcrop-consumer-')));
  try {
    const needsNodeTypes = '@types/node' in (manifest.devDependencies ?? {});
    writeJson(join(directory, 'package.json'), {
      private: true,
      type: 'module',
      dependencies: { [name]: overrides[name], ...requiredPeers(manifest) },
      devDependencies: { ...(needsNodeTypes ? nodeTypes : {}), ...typesOfPeers(manifest) },
      pnpm: { overrides },
    });
    writeJson(join(directory, 'tsconfig.json'), {
      compilerOptions: {
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2023'],
        types: needsNodeTypes ? ['node'] : [],
        strict: true,
        skipLibCheck: false,
        noEmit: true,
      },
    });

    const install = ['install', '--ignore-workspace', '--ignore-scripts', '--prefer-offline'];
    const installed = await run([...tool('pnpm'), ...install], { cwd: directory });
    if (installed.code !== 0) return [`${name} does not install:\n${installed.output}`];

    const entries = Object.entries(manifest.exports)
      .filter(([, target]) => target.types)
      .map(([subpath, target]) => ({
        specifier: join(name, subpath),
        exports: exportsOf(join(directory, 'node_modules', name, target.types)),
      }));
    return [
      ...strangersIn(directory, name),
      ...(await typeProblems(directory, name, entries)),
      ...(await loadProblems(directory, entries)),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The hosts that a bridge is installed beside, as its own tests know them. */
function requiredPeers({ peerDependencies = {}, peerDependenciesMeta = {}, devDependencies }) {
  return Object.fromEntries(
    Object.keys(peerDependencies)
      .filter((peer) => !peerDependenciesMeta[peer]?.optional)
      .map((peer) => [peer, devDependencies[peer]]),
  );
}

/** Types that a host's own types import without bringing them along. */
const MISSING_TYPES = { '@ai-sdk/provider': { '@types/json-schema': '7.0.15' } };

function typesOfPeers({ peerDependencies = {} }) {
  return Object.assign({}, ...Object.keys(peerDependencies).map((peer) => MISSING_TYPES[peer]));
}

function strangersIn(directory, name) {
  if (BRINGS_THIRD_PARTIES.has(name)) return [];
  return readdirSync(join(directory, 'node_modules', '.pnpm'))
    .filter(
      (folder) => /[^@]@/.test(folder) && !/^(@outcrop\+|@types\+node@|undici-types@)/.test(folder),
    )
    .map((folder) => `${name} brings ${folder.replace('+', '/')} into its user's node_modules`);
}

/** Compiles a file that asks of every export whether it is `any`. */
async function typeProblems(directory, name, entries) {
  const lines = [
    'type IsAny<T> = 0 extends 1 & T ? true : false;',
    'type Known<T extends false> = T;',
    ...entries.flatMap(({ specifier, exports }, index) => [
      `import type * as entry${index} from '${specifier}';`,
      ...exports
        .flatMap(({ name, isValue, isType, typeParameters }) => {
          const reference = `entry${index}.${name}`;
          const filled = typeParameters > 0 ? `<${Array(typeParameters).fill('never')}>` : '';
          return [
            ...(isValue ? [`typeof ${reference}`] : []),
            ...(isType ? [`${reference}${filled}`] : []),
          ];
        })
        .map((type, line) => `export type Check${index}_${line} = Known<IsAny<${type}>>;`),
    ]),
  ];
  writeFileSync(join(directory, 'consumer.ts'), `${lines.join('\n')}\n`);
  const { code, output } = await run(tool('@typescript/native', 'tsc'), { cwd: directory });
  if (code === 0) return [];
  const quoted = output.replace(
    /^consumer\.ts\((\d+),.*$/gm,
    (message, line) => `${message}\n    ${lines[line - 1]}`,
  );
  return [`${name} does not compile in a strict project:\n${quoted}`];
}

/** Loads each entry under plain Node: it must export the values that its types promise. */
async function loadProblems(directory, entries) {
  const problems = [];
  for (const { specifier, exports } of entries) {
    const program = `console.log(Object.keys(await import('${specifier}')).sort().join(' '))`;
    const command = [process.execPath, '--input-type=module', '--eval', program];
    const { code, stdout, output } = await run(command, { cwd: directory });
    const promised = exports
      .filter(({ isValue }) => isValue)
      .map(({ name }) => name)
      .sort()
      .join(' ');
    if (code !== 0) problems.push(`${specifier} does not load:\n${output}`);
    else if (stdout.trim() !== promised) {
      problems.push(`${specifier} exports “${stdout.trim()}”, and its types say “${promised}”`);
    }
  }
  return problems;
}

function writeJson(path, value) {
  writeFileSync(path, JSON.stringify(value));
}

report((await mapParallel(packages, problemsOf)).flat());
