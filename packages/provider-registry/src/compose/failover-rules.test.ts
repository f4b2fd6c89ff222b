import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FAILOVER_RULES } from './failover-rules.js';

it('are those of the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `(\w+)` +\| (yes|no) +\| (.+?) +\|$/gm)];
  const written = rows.map(([, reason, goesOn, why]) => [reason, goesOn === 'yes', why]);
  const known = Object.entries(FAILOVER_RULES).map(([reason, { curable, why }]) => [
    reason,
    curable,
    why,
  ]);
  expect(written).toEqual(known);
});
