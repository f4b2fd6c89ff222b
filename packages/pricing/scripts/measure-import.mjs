/**
 * How long importing the built package takes over starting Node with an empty module:
 *
 *   node packages/pricing/scripts/measure-import.mjs [RUNS]
 *
 * The runs of both take turns, so that what else the machine does slows both alike. Medians.
 */
import { spawnSync } from 'node:child_process';

const runs = Number(process.argv[2] ?? 200);
const entry = new URL('../dist/index.js', import.meta.url).href;
const programs = { empty: 'export {}', import: `import ${JSON.stringify(entry)}` };
const times = { empty: [], import: [] };

for (let run = 0; run < runs; run++) {
  for (const [name, code] of Object.entries(programs)) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    times[name].push(performance.now() - started);
    if (status !== 0) process.exit(1);
  }
}

const [empty, imported] = [median(times.empty), median(times.import)];
console.log(
  `empty module ${empty.toFixed(1)} ms, @outcrop/pricing ${imported.toFixed(1)} ms: ` +
    `${(imported - empty).toFixed(1)} ms more, ${(imported / empty).toFixed(3)} times as long ` +
    `(medians of ${runs})`,
);

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
