import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Planted {
  file: string;
  imports: string;
}

/** One file for each way to break the layers, and the rule that has to catch it. */
const forbidden: (Planted & { rule: string })[] = [
  {
    file: 'packages/unified-response/src/upwards.ts',
    imports: '@outcrop/pricing',
    rule: 'unified-response-imports-only-below',
  },
  {
    file: 'packages/bedrock-models/src/beside.ts',
    imports: '@outcrop/unified-response',
    rule: 'bedrock-models-imports-only-below',
  },
  {
    file: 'packages/pricing/src/sideways.ts',
    imports: '@outcrop/provider-registry',
    rule: 'pricing-imports-only-below',
  },
  {
    file: 'packages/bedrock-client/src/judge.ts',
    imports: '@outcrop/bedrock-emulator',
    rule: 'bedrock-client-imports-only-below',
  },
  {
    file: 'packages/bedrock-emulator/src/partial.ts',
    imports: '@outcrop/unified-response',
    rule: 'bedrock-emulator-imports-only-below',
  },
  {
    file: 'packages/newcomer/src/index.ts',
    imports: '@outcrop/pricing',
    rule: 'every-package-has-a-layer',
  },
  {
    file: 'packages/bedrock-client/src/second-door.ts',
    imports: '@aws-sdk/client-bedrock-runtime',
    rule: 'aws-sdk-has-one-door',
  },
  {
    file: 'packages/bedrock-client/src/traced.ts',
    imports: '@opentelemetry/api',
    rule: 'opentelemetry-has-one-door',
  },
  {
    file: 'packages/pricing/src/second-door.ts',
    imports: 'ajv',
    rule: 'ajv-has-one-door',
  },
  {
    file: 'packages/converse-mapping/src/reads-files.ts',
    imports: 'node:fs',
    rule: 'no-node-in-pure-packages',
  },
  {
    file: 'packages/bedrock-client/src/by-path.ts',
    imports: '../../pricing/src/sideways.js',
    rule: 'only-through-the-entry',
  },
  {
    file: 'packages/provider-registry/src/undeclared.ts',
    imports: 'ajv',
    rule: 'only-declared-dependencies',
  },
  {
    file: 'packages/pricing/src/leans-on-tests.ts',
    imports: './testing/support.js',
    rule: 'no-test-in-sources',
  },
  { file: 'packages/pricing/src/circle.ts', imports: './circle.js', rule: 'no-circle' },
  { file: 'packages/pricing/src/typo.ts', imports: './tpyo.js', rule: 'resolvable' },
];

const allowed: Planted[] = [
  { file: 'packages/pricing/src/down.ts', imports: '@outcrop/unified-response' },
  { file: 'packages/bedrock-client/src/down.ts', imports: '@outcrop/pricing' },
  {
    file: 'packages/bedrock-client/src/sdk-port.ts',
    imports: '@aws-sdk/client-bedrock-runtime',
  },
  {
    file: 'packages/bedrock-client/src/sdk-control-port.ts',
    imports: '@aws-sdk/client-bedrock',
  },
  { file: 'packages/bedrock-client/src/open-telemetry.ts', imports: '@opentelemetry/api' },
  { file: 'packages/bedrock-client/src/judge.test.ts', imports: '@outcrop/bedrock-emulator' },
  { file: 'packages/pricing/src/testing/support.ts', imports: 'ajv' },
  { file: 'packages/bedrock-client/examples/judge.ts', imports: '@outcrop/bedrock-emulator' },
  { file: 'packages/bedrock-emulator/src/server.ts', imports: 'node:http' },
  { file: 'apps/cli/src/serve.ts', imports: '@outcrop/bedrock-emulator' },
];

interface Violation {
  from: string;
  rule: { name: string };
}

let directory: string;
let violations: Violation[];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'outcrop-layers-'));
  for (const file of ['tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(directory, file));
  }
  for (const { file, imports } of [...forbidden, ...allowed]) {
    plant(file, `import type {} from '${imports}';\nexport {};\n`);
  }
  for (const name of ['pricing', 'provider-registry', 'unified-response', 'bedrock-emulator']) {
    plant(`packages/${name}/src/index.ts`, 'export {};\n');
  }
  const optional = { '@aws-sdk/client-bedrock': '*', '@opentelemetry/api': '*' };
  const needed = { '@aws-sdk/client-bedrock-runtime': '*' };
  plant(
    'packages/bedrock-client/package.json',
    JSON.stringify({
      dependencies: needed,
      peerDependencies: optional,
      devDependencies: optional,
    }),
  );
  for (const library of ['ajv', ...Object.keys({ ...needed, ...optional })]) {
    plant(`node_modules/${library}/package.json`, `{ "name": "${library}", "main": "index.js" }`);
    plant(`node_modules/${library}/index.js`, '');
  }
  violations = cruise();
}, 30_000);

afterAll(() => rmSync(directory, { recursive: true }));

describe('the rules about who may import whom', () => {
  it.each(forbidden)('$rule catches $file importing $imports', ({ file, rule }) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it.each(allowed)('$file may import $imports', ({ file }) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });
});

function plant(file: string, content: string): void {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  writeFileSync(join(directory, file), content);
}

function rulesBrokenBy(file: string): string[] {
  return violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
}

function cruise(): Violation[] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'packages', 'apps'],
    { cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).summary.violations;
}
