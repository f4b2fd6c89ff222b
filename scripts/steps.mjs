import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp, removeStamp, writeStamp } from './fingerprint.mjs';
import { launch } from './run.mjs';
import { createScreen } from './screen.mjs';
import { root } from './workspace.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} about what it does, in a few words
 * @property {() => string[]} command program and arguments; asked for late, since the first step
 *   installs the programs of all others
 * @property {string[]} [after] the steps that have to pass first
 * @property {() => string[]} [inputs] the paths that decide its outcome; while they are unchanged
 *   since it last passed, it is not run again
 * @property {string} [output] the path it makes, without which it has to run in any case
 * @property {() => string} [note] what to say when it passed, instead of `about`
 */

/**
 * Runs the steps, side by side where `after` allows it. The output of a step is shown only if it
 * fails. A failed step stops those after it and no other.
 *
 * @param {Step[]} steps
 * @param {{ stream: NodeJS.WriteStream, parallel: number, always?: Set<string> }} options
 *   `always` names the steps to run even when their inputs are unchanged
 * @returns {Promise<Map<string, 'passed' | 'failed' | 'blocked'>>} how each step ended
 */
export async function runSteps(steps, { stream, parallel, always = new Set() }) {
  const screen = createScreen(stream, Math.max(...steps.map(({ name }) => name.length)));
  const names = new Set(steps.map(({ name }) => name));
  const outcomes = new Map();
  const running = new Map();
  let waiting = [...steps];
  stopTogether(running, screen);

  while (waiting.length > 0 || running.size > 0) {
    for (const step of waiting) {
      const before = (step.after ?? []).filter((name) => names.has(name));
      const blockers = before.filter((name) => ['failed', 'blocked'].includes(outcomes.get(name)));
      if (blockers.length > 0) {
        outcomes.set(step.name, 'blocked');
        screen.blocked(step.name, blockers);
      } else if (running.size < parallel && before.every((name) => outcomes.has(name))) {
        running.set(step.name, runStep(step, screen, always.has(step.name)));
      }
    }
    waiting = waiting.filter(({ name }) => !outcomes.has(name) && !running.has(name));
    if (running.size === 0) continue;
    const { name, outcome } = await Promise.race([...running.values()].map(({ done }) => done));
    running.delete(name);
    outcomes.set(name, outcome);
  }

  screen.close();
  return outcomes;
}

function runStep(step, screen, always) {
  const { name } = step;
  const current = step.inputs && fingerprint(step.inputs());
  const hasOutput = !step.output || existsSync(join(root, step.output));
  if (current && !always && hasOutput && current === readStamp(name)) {
    screen.unchanged(name, step.note?.() ?? step.about);
    return { done: Promise.resolve({ name, outcome: 'passed' }) };
  }

  removeStamp(name);
  screen.started(name, step.about);
  const { child, ended } = launch(step.command(), { cwd: root });
  const done = ended.then(({ code, output }) => {
    if (code !== 0) {
      screen.failed(name, output || `It ended with code ${code} and said nothing.`);
      return { name, outcome: 'failed' };
    }
    if (current) writeStamp(name, current);
    screen.passed(name, step.note?.() ?? step.about);
    return { name, outcome: 'passed' };
  });
  return { done, child };
}

/** Whoever stops us stops the running steps too. */
function stopTogether(running, screen) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.once(signal, () => {
      for (const { child } of running.values()) child?.kill(signal);
      screen.close();
      process.exit(code);
    });
  }
}
