// Is each tarball whole, and do its exports resolve for everyone who may import it?
import { mapParallel, report, run } from './run.mjs';
import { packedPackages, tarballPaths } from './tarballs.mjs';
import { tool } from './workspace.mjs';

const linters = (file) => [
  [...tool('publint'), 'run', file, '--strict'],
  [...tool('@arethetypeswrong/cli', 'attw'), file, '--profile', 'esm-only'],
];

async function problemsOf({ name, file }) {
  const paths = tarballPaths(file);
  const problems = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']
    .filter((path) => !paths.includes(`package/${path}`))
    .map((path) => `${name}: the tarball has no ${path}`);
  const strays = paths.filter((path) => /\.test(-d)?\.|\/(testing|src|examples)\//.test(path));
  problems.push(...strays.map((path) => `${name}: the tarball has ${path}, which no user needs`));
  for (const command of linters(file)) {
    const { code, output } = await run(command);
    if (code !== 0) problems.push(`${name}:\n${output}`);
  }
  return problems;
}

report((await mapParallel(packedPackages(), problemsOf)).flat());
