import { Bench } from './bench.js';
import { type Check, declares, type Need } from './check.js';
import { ConformanceError } from './expectations.js';
import { GROUPS } from './groups.js';
import { within } from './runtime.js';
import type { ConformanceSetup, TestFunction } from './setup.js';

/** What was registered, and what was not for want of a capability. */
export interface ConformancePlan {
  /** The names of the tests. */
  readonly run: readonly string[];
  readonly notRun: readonly { readonly name: string; readonly needs: Need }[];
}

const PATIENCE_MS = 4000;

/**
 * Registers one test for each promise of the contract that the adapter's manifest makes. The manifest
 * alone decides: what it does not declare is not tested, and is listed in the name of a last test.
 */
export function conformance(test: TestFunction, setup: ConformanceSetup): ConformancePlan {
  const run: string[] = [];
  const notRun: { name: string; needs: Need }[] = [];
  for (const group of GROUPS) {
    for (const check of group.checks) {
      const name = `${group.name}: ${check.name}`;
      if (check.needs !== undefined && !declares(setup.adapter.manifest, check.needs)) {
        notRun.push({ name, needs: check.needs });
        continue;
      }
      run.push(name);
      test(name, () => runCheck(check, setup));
    }
  }
  if (notRun.length > 0) {
    const needs = [...new Set(notRun.map(({ needs }) => needs))].join(', ');
    test(`not tested, because the manifest does not declare it: ${needs}`, async () => {});
  }
  return { run, notRun };
}

async function runCheck(check: Check, setup: ConformanceSetup): Promise<void> {
  const bench = new Bench(setup);
  const patience = setup.patienceMs ?? PATIENCE_MS;
  const patiently = (work: Promise<void>): Promise<void> =>
    within(patience, work, () => {
      const what = `For ${patience} ms, the kit has waited in vain for ${bench.waitingFor}.`;
      return new ConformanceError(what);
    });
  const close = (): Promise<void> => {
    bench.waitingFor = 'the clients and the provider to close';
    return patiently(bench.close());
  };
  try {
    await patiently(check.run(bench));
  } catch (error) {
    const failure = explained(error, bench);
    await close().catch(() => {}); // The first failure is the one to tell of.
    throw failure;
  }
  await close();
}

/** The error, with what is known about the provider's part in it. */
function explained(error: unknown, bench: Bench): ConformanceError {
  const { actual, expected } = error instanceof ConformanceError ? error : {};
  const message = error instanceof ConformanceError ? error.message : `The adapter threw ${error}`;
  return new ConformanceError([message, ...bench.notes()].join('\n'), {
    actual,
    expected,
    cause: error,
  });
}
