import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The package as it is published: what its sources import says nothing about what a bundler made of it. */
const ENTRY = new URL('../../dist/index.js', import.meta.url);

export const entry: string = ENTRY.href;
export const isBuilt: boolean = existsSync(fileURLToPath(ENTRY));

const dataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** What a program did. */
export interface ProgramRun {
  /** The modules that were loaded, or asked for in vain. */
  readonly modules: readonly string[];
  /** What it printed. */
  readonly output: string;
}

/** Runs a program in a process of its own. */
export function runProgram(
  program: string,
  { without = [] }: { without?: string[] } = {},
): ProgramRun {
  const hook = dataUrl(`
    import { writeSync } from 'node:fs';
    const missing = new Set(${JSON.stringify(without)});
    export async function resolve(specifier, context, next) {
      if (missing.has(specifier)) {
        throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
      }
      const found = await next(specifier, context);
      writeSync(1, 'loads ' + found.url + '\\n');
      return found;
    }`);
  const register = dataUrl(`
    import { register } from 'node:module';
    register(${JSON.stringify(hook)});`);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--no-warnings', '--import', register, '--input-type=module', '--eval', program],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.split('\n').filter((line) => line !== '');
  const loads = lines.filter((line) => line.startsWith('loads '));
  return {
    modules: loads.map((line) => line.slice('loads '.length)),
    output: lines.filter((line) => !line.startsWith('loads ')).join('\n'),
  };
}
