import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const readme = readFileSync(new URL('../README.md', here), 'utf8');
const source = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !/(\.test(-d)?\.ts$|^testing\/)/.test(file))
  .map((file) => readFileSync(new URL(file, here), 'utf8'))
  .join('\n');

/** The codes that the sources give, by the call that gives them. */
const codesOf = (call: RegExp): string[] =>
  [...new Set([...source.matchAll(call)].map(([, code = '']) => code))].sort();

/** The codes in a section's table, as they stand there. */
const listed = (section: string): string[] =>
  [
    ...(readme.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)`/gm),
  ].map(([, code = '']) => code);

describe('the README lists every code, in order', () => {
  test('of warnings', () => {
    const codes = codesOf(
      /(?:warn\(|mustAdapt\(\s*\w+,|Warning = \{\s*code:|warning = \{\s*code:)\s*'(\w+)'/g,
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(listed('Warnings')).toEqual(codes);
  });

  test('of repairs', () => {
    const codes = codesOf(/[rR]epair\(\s*'(\w+)'/g);
    expect(codes.length).toBeGreaterThan(20);
    expect(listed('Repairs')).toEqual(codes);
  });
});
