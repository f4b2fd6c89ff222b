import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from './workspace.mjs';

const file = join(stateDirectory, 'test-counts.json');
const NOTHING = { passed: 0, failed: 0, skipped: 0, reasons: {} };

/** A vitest reporter that writes down how many tests passed, failed and were skipped, and why. */
export default class TestCountsReporter {
  onTestRunEnd(modules) {
    const counts = { ...NOTHING, reasons: {} };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed' || state === 'failed') {
          counts[state] += 1;
          continue;
        }
        const { parent } = test;
        const place = parent.type === 'suite' ? parent.fullName : test.name;
        const reason = `${module.relativeModuleId}, ${note ?? place}`;
        counts.skipped += 1;
        counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
      }
    }
    mkdirSync(stateDirectory, { recursive: true });
    writeFileSync(file, JSON.stringify(counts));
  }
}

/** What the last test run counted; nothing if it broke before it could. */
export function readTestCounts() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return NOTHING;
  }
}

export function forgetTestCounts() {
  rmSync(file, { force: true });
}
