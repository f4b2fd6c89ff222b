import { spawn } from 'node:child_process';
import { toolEnvironment } from './workspace.mjs';

/** Starts a program; `ended` gives its code, what it printed, and `output`: both streams as one. */
export function launch([program, ...args], { cwd, input } = {}) {
  const child = spawn(program, args, { cwd, env: toolEnvironment });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stdin.on('error', () => {}); // a program may end without reading its input
  child.stdin.end(input);
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
    });
    child.on('close', (code) => resolve({ code, stdout, output }));
  });
  return { child, ended };
}

export const run = (command, options) => launch(command, options).ended;

/** Does the work for each item, a few at a time, and returns the results in the items' order. */
export async function mapParallel(items, work, limit = 2) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

/** Prints the problems of a check and ends it accordingly. */
export function report(problems) {
  for (const problem of problems) console.error(`${problem.trimEnd()}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
