import './require-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installStep } from './install-step.mjs';
import { runSteps } from './steps.mjs';
import { root, tool } from './workspace.mjs';

const steps = [
  installStep,
  {
    name: 'build',
    about: 'the command line and what it needs',
    after: ['install'],
    command: () => [...tool('turbo'), 'run', 'build', '--filter=@outcrop/cli...'],
  },
];

// Standard output belongs to the answer: `npm start --silent -- --json > answer.json` just works.
const outcomes = await runSteps(steps, { stream: process.stderr, parallel: 1 });
if (outcomes.get('build') !== 'passed') process.exit(1);

console.error();
const outcrop = join(root, 'apps', 'cli', 'dist', 'outcrop.js');
const child = spawn(process.execPath, [outcrop, 'ask', ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Where the user stands, so that a path among the arguments means what it says.
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
// A terminal sends Ctrl-C to both; how to end is the command's own business.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
