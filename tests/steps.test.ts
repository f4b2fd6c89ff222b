import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const runner = new URL('../scripts/steps.mjs', import.meta.url).href;

interface PlannedStep {
  name: string;
  after?: string[];
  /** A program for Node. */
  program: string;
}

/** Runs the steps as `npm test` would, into a pipe. */
function runSteps(steps: PlannedStep[]): { lines: string[]; outcomes: object } {
  const main = `
    import { runSteps } from ${JSON.stringify(runner)};
    const steps = ${JSON.stringify(steps)}.map(({ program, ...step }) => ({
      ...step,
      about: 'does ' + step.name,
      command: () => [process.execPath, '--eval', program],
    }));
    const outcomes = await runSteps(steps, { stream: process.stdout, parallel: 2 });
    console.error(JSON.stringify(Object.fromEntries(outcomes)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', main], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
  });
  const timeless = stdout.replace(/ +\d+\.\d s/g, '').replace(/ {2,}/g, ' ');
  return { lines: timeless.split('\n'), outcomes: JSON.parse(stderr) };
}

describe('the step runner', () => {
  it('says when a step starts and that it passed, and hides what it printed', () => {
    const { lines, outcomes } = runSteps([{ name: 'one', program: 'console.log("chatter")' }]);
    expect(lines).toEqual(['· one does one', '✓ one does one', '']);
    expect(outcomes).toEqual({ one: 'passed' });
  });

  it('shows all that a failed step printed, on both streams', () => {
    const program = 'console.log("to out"); console.error("to err"); process.exitCode = 3;';
    const { lines, outcomes } = runSteps([{ name: 'one', program }]);
    expect(lines).toEqual(expect.arrayContaining(['✗ one failed:', 'to out', 'to err']));
    expect(outcomes).toEqual({ one: 'failed' });
  });

  it('does not run what stands on a failed step, and runs all the rest', () => {
    const { lines, outcomes } = runSteps([
      { name: 'one', program: 'process.exit(1)' },
      { name: 'two', after: ['one'], program: '' },
      { name: 'three', after: ['two'], program: '' },
      { name: 'four', program: '' },
    ]);
    expect(lines).toContain('– two not run, because one failed');
    expect(lines).toContain('– three not run, because two failed');
    expect(lines).toContain('✓ four does four');
    expect(outcomes).toEqual({
      one: 'failed',
      two: 'blocked',
      three: 'blocked',
      four: 'passed',
    });
  });

  it('runs a step after those it stands on', () => {
    const { lines } = runSteps([
      { name: 'last', after: ['first'], program: '' },
      { name: 'first', program: '' },
    ]);
    expect(lines.slice(0, 4)).toEqual([
      '· first does first',
      '✓ first does first',
      '· last does last',
      '✓ last does last',
    ]);
  });

  it('fails a step that dies without a word', () => {
    const { lines, outcomes } = runSteps([{ name: 'one', program: 'process.kill(process.pid)' }]);
    expect(lines).toContain('It ended with code null and said nothing.');
    expect(outcomes).toEqual({ one: 'failed' });
  });
});
