import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StreamFault } from './testing/stream-faults/stream-fault.js';
import { STREAM_FAULTS } from './testing/stream-faults/stream-faults.js';

/** The promise, row by row. */
const PAGE = readFileSync(new URL('../../../docs/reliability.md', import.meta.url), 'utf8');

/** The cells of a table's rows, by the name of its first column. */
function rowsOf(firstColumn: string): string[][] {
  const lines = PAGE.split('\n');
  const tables = lines.flatMap((line, at) => (cellsOf(line)[0] === firstColumn ? [at + 2] : []));
  return tables.flatMap((start) => {
    const rest = lines.slice(start);
    const end = rest.findIndex((line) => !line.startsWith('|'));
    return rest.slice(0, end).map(cellsOf);
  });
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function rowOf({ fault, isOfHttp2, ends, isRetried, partial }: StreamFault): string[] {
  return [
    fault,
    isOfHttp2 ? 'HTTP/2' : 'all',
    ends === 'complete' ? 'a whole answer, its cost unknown' : `\`${ends}\``,
    isRetried ? 'yes' : 'no',
    partial === undefined ? '–' : partial === '' ? 'empty' : `“${partial}”`,
  ];
}

describe('docs/reliability.md', () => {
  it('says of each fault what the test of that name proves', () => {
    expect(rowsOf('fault')).toEqual(STREAM_FAULTS.map(rowOf));
  });

  const promises = rowsOf('promise');

  it('names tests', () => {
    expect(promises.length).toBeGreaterThan(20);
  });

  it.each(promises)('%s', (_promise, proof = '') => {
    const [, file = '', name = ''] = /^`([^`]+\.test\.ts)`: (.+)$/.exec(proof) ?? [];
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(source).toContain(name);
  });
});
