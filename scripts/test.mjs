import { join } from 'node:path';
import './require-node.mjs';
import { installStep } from './install-step.mjs';
import { runSteps } from './steps.mjs';
import { forgetTestCounts, NO_TESTS, readTestCounts, testCountsFile } from './test-counts.mjs';
import { root, script, tool, workspacePackages } from './workspace.mjs';

const builtPackages = () =>
  workspacePackages().flatMap(({ folder }) =>
    ['dist', 'package.json', 'README.md', 'examples'].map((name) => `${folder}/${name}`),
  );
const tarballs = ['node_modules/.outcrop/tarballs', 'pnpm-lock.yaml', 'scripts'];

/** @type {import('./steps.mjs').Step[]} */
const steps = [
  installStep,
  {
    name: 'build',
    about: 'all packages',
    after: ['install'],
    command: () => [...tool('turbo'), 'run', 'build'],
  },
  {
    name: 'lint',
    about: 'style and formatting',
    after: ['install'],
    command: () => [...tool('@biomejs/biome', 'biome'), 'check', '.'],
  },
  {
    name: 'types',
    about: 'every source, test and example compiles',
    after: ['install'],
    command: () => [...tool('@typescript/native', 'tsc'), '-p', 'tsconfig.json'],
  },
  {
    name: 'layers',
    about: 'imports go down only',
    after: ['install'],
    command: () => [
      ...tool('dependency-cruiser', 'depcruise'),
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', 'packages', 'apps'],
    ],
  },
  {
    name: 'unused',
    about: 'no dead file, export or dependency',
    after: ['install'],
    command: () => [...tool('knip'), '--no-config-hints'],
  },
  {
    name: 'unit',
    about: 'unit and repository tests',
    after: ['build'],
    inputs: () => ['.'],
    output: testCountsFile,
    command: () => {
      forgetTestCounts();
      return [
        ...tool('vitest'),
        ...['run', '--reporter=default', '--reporter=./scripts/test-counts.mjs'],
      ];
    },
    note: () => {
      const { passed, skipped } = readTestCounts();
      return `${passed} passed, ${skipped} skipped`;
    },
  },
  {
    name: 'pack',
    about: 'the tarballs that would be published',
    after: ['build'],
    inputs: () => [...builtPackages(), 'LICENSE', 'pnpm-workspace.yaml', 'scripts'],
    output: 'node_modules/.outcrop/tarballs',
    command: () => script('pack.mjs'),
  },
  {
    name: 'packages',
    about: 'publint and attw on the tarballs',
    after: ['pack'],
    inputs: () => tarballs,
    command: () => script('check-packages.mjs'),
  },
  {
    name: 'consumers',
    about: 'each package alone in a strict project',
    after: ['pack'],
    inputs: () => tarballs,
    command: () => script('check-consumers.mjs'),
  },
  {
    name: 'adapters',
    about: 'strangers build and prove theirs from the docs',
    after: ['pack'],
    inputs: () => [
      ...tarballs,
      ...['docs/writing-an-adapter.md', 'packages/adapter-echo', 'tsconfig.base.json'],
    ],
    command: () => script('check-adapters.mjs'),
  },
  {
    name: 'hosts',
    about: 'the scenarios in Strands, Mastra and OpenAI Agents',
    after: ['pack'],
    inputs: () => [...tarballs, 'tests/hosts'],
    command: () => [process.execPath, join(root, 'tests/hosts/run.mjs')],
  },
  {
    name: 'examples',
    about: 'README snippets print what they say',
    after: ['build'],
    inputs: () => [...builtPackages(), 'README.md', 'scripts'],
    command: () => script('check-examples.mjs'),
  },
  {
    name: 'size',
    about: 'each entry within its limit',
    after: ['build'],
    inputs: () => [...builtPackages(), '.size-limit.mjs'],
    command: () => tool('size-limit'),
  },
];

const chosen = new Set(process.argv.slice(2));
const known = steps.map(({ name }) => name);
const unknown = [...chosen].filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No step is called ${unknown.join(' or ')}. The steps are: ${known.join(', ')}.`);
  process.exit(1);
}

/** The chosen steps and all that they stand on; without a choice, all. */
function wanted(name) {
  if (chosen.size === 0 || chosen.has(name)) return true;
  return steps.some((step) => step.after?.includes(name) && wanted(step.name));
}

const outcomes = await runSteps(
  steps.filter(({ name }) => wanted(name)),
  { stream: process.stdout, parallel: 2, always: chosen },
);

const failedSteps = known.filter((name) => outcomes.get(name) === 'failed');
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`);
if (wanted('unit')) {
  const ran = outcomes.get('unit') !== 'blocked';
  const { passed, failed, skipped, reasons } = ran ? readTestCounts() : NO_TESTS;
  for (const [reason, count] of Object.entries(reasons)) {
    console.log(`  ${count} skipped: ${reason}`);
  }
  // A step that failed without a failing test (a broken import, a lint error) counts as one.
  const otherFailures = failedSteps.filter((name) => name !== 'unit' || failed === 0).length;
  console.log(`\n${passed} passed, ${failed + otherFailures} failed, ${skipped} skipped`);
}
process.exitCode = failedSteps.length > 0 ? 1 : 0;
