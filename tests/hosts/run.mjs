// Runs the scenarios of each host framework with its real packages and our packed ones, each in a
// folder of its own outside the workspace: their peers exclude each other. `run.mjs mastra` runs one.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp, removeStamp, writeStamp } from '../../scripts/fingerprint.mjs';
import { mapParallel, report, run } from '../../scripts/run.mjs';
import { packedPackages } from '../../scripts/tarballs.mjs';
import { readJson, root, stateDirectory, tool } from '../../scripts/workspace.mjs';

const HERE = 'tests/hosts';
/** A program that takes longer than this hangs. */
const MILLISECONDS = 120_000;

const wanted = process.argv.slice(2);
const hosts = readdirSync(join(root, HERE), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && (wanted.length === 0 || wanted.includes(entry.name)))
  .map(({ name }) => name);

const packages = packedPackages();
const overrides = Object.fromEntries(packages.map(({ name, file }) => [name, `file:${file}`]));

/** The folder with the host and our packages, installed anew only when one of them has changed. */
async function install(host) {
  const directory = join(stateDirectory, 'hosts', host);
  const manifest = readJson(`${HERE}/${host}/package.json`);
  const stamp = `hosts-${host}`;
  const ours = packages.map(({ file }) => file.slice(root.length));
  const current = fingerprint([`${HERE}/${host}/package.json`, `${HERE}/run.mjs`, ...ours]);
  if (current === readStamp(stamp) && existsSync(join(directory, 'node_modules'))) {
    return { directory };
  }
  removeStamp(stamp);
  mkdirSync(directory, { recursive: true });
  // A tarball keeps its name when its content changes: without a lockfile it is read again.
  for (const old of ['node_modules', 'pnpm-lock.yaml']) {
    rmSync(join(directory, old), { recursive: true, force: true });
  }
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({ ...manifest, pnpm: { overrides } }),
  );
  const options = ['--ignore-workspace', '--ignore-scripts', '--prefer-offline', '--prod'];
  const { code, output } = await run([...tool('pnpm'), 'install', ...options], { cwd: directory });
  if (code !== 0) return { directory, problem: `${host} does not install:\n${output}` };
  writeStamp(stamp, current);
  return { directory };
}

async function problemsOf(host) {
  const { directory, problem } = await install(host);
  if (problem !== undefined) return [problem];
  copyFileSync(join(root, HERE, 'emulated.mjs'), join(directory, 'emulated.mjs'));
  copyFileSync(join(root, HERE, host, 'scenarios.mjs'), join(directory, 'scenarios.mjs'));
  const guard = `setTimeout(() => { console.error('It hangs.'); process.exit(1); }, ${MILLISECONDS}).unref();`;
  const program = `${guard} await import('./scenarios.mjs');`;
  const command = [process.execPath, '--input-type=module', '--eval', program];
  const { code, stdout, output } = await run(command, { cwd: directory });
  if (code !== 0) return [output];
  process.stdout.write(stdout);
  return [];
}

report((await mapParallel(hosts, problemsOf)).flat());
