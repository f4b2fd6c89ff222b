import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentNames } from './document-name.js';

/** What the service says it takes, and an underscore, which it takes too. */
const LEGAL = /^[A-Za-z0-9\-()[\]_]+( [A-Za-z0-9\-()[\]_]+)*$/;

const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 250 }),
  fc.constantFrom('report', 'report.pdf', 'report (2)', '', ' ', '\u3000', 'document-1'),
  fc.constantFrom('a'.repeat(199), `${'b '.repeat(99)}bb`, `${'c'.repeat(195)} cccc`),
);

describe('DocumentNames', () => {
  test.each([
    ['report', 'report'],
    ['Q1 [draft] (final)-2_x', 'Q1 [draft] (final)-2_x'],
    ['report.final.pdf', 'report-final-pdf'],
    ['請求書\u30004月.pdf', '--- 4--pdf'],
    ['a\t\u00A0\n b', 'a b'],
    ['  report  ', 'report'],
    ['"#%', '---'],
    ['', 'document-1'],
    ['\u3000', 'document-1'],
    [undefined, 'document-1'],
    ['x'.repeat(201), 'x'.repeat(200)],
  ])('%j is sent as %j', (wanted, name) => {
    expect(new DocumentNames().legalName(wanted)).toBe(name);
  });

  test('counts what comes twice, also where the numbers are taken', () => {
    const names = new DocumentNames();
    const wanted = ['a', 'a (2)', 'a', 'a', 'document-2', undefined, undefined];
    expect(wanted.map((name) => names.legalName(name))).toEqual([
      'a',
      'a (2)',
      'a (3)',
      'a (4)',
      'document-2',
      'document-1',
      'document-2 (2)',
    ]);
  });

  test('names are legal, unique and the same each time', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyName, { nil: undefined })), (wanted) => {
        const give = (): string[] => {
          const names = new DocumentNames();
          return wanted.map((name) => names.legalName(name));
        };
        const given = give();
        for (const name of given) {
          expect(name).toMatch(LEGAL);
          expect(name.length).toBeLessThanOrEqual(200);
        }
        expect(new Set(given).size).toBe(given.length);
        expect(give()).toEqual(given);
      }),
    );
  });
});
