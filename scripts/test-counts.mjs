import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateDirectory } from './workspace.mjs';

/** Relative to the root. */
export const testCountsFile = 'node_modules/.outcrop/test-counts.json';

export const NO_TESTS = { passed: 0, failed: 0, skipped: 0, reasons: {} };

/** A vitest reporter that writes down how many tests passed, failed and were skipped, and why. */
export default class TestCountsReporter {
  onTestRunEnd(modules) {
    const counts = { ...NO_TESTS, reasons: {} };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed' || state === 'failed') {
          counts[state] += 1;
          continue;
        }
        const reason = `${module.relativeModuleId}, ${note ?? skippedPlace(test)}`;
        counts.skipped += 1;
        counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
      }
    }
    mkdirSync(stateDirectory, { recursive: true });
    writeFileSync(join(root, testCountsFile), JSON.stringify(counts));
  }
}

/** The suite, if all of it is skipped, since its name tells why; otherwise the test. */
function skippedPlace(test) {
  const { parent } = test;
  const siblings = parent.type === 'suite' ? [...parent.children.allTests()] : [test];
  const isWhole = siblings.every((sibling) => sibling.result().state === 'skipped');
  return parent.type === 'suite' && isWhole ? parent.fullName : test.fullName;
}

/** What the last test run counted; nothing if it broke before it could. */
export function readTestCounts() {
  try {
    return JSON.parse(readFileSync(join(root, testCountsFile), 'utf8'));
  } catch {
    return NO_TESTS;
  }
}

export function forgetTestCounts() {
  rmSync(join(root, testCountsFile), { force: true });
}
