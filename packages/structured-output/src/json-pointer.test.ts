import { expect, test } from 'vitest';
import { lookUp, pointerTo } from './json-pointer.js';

const ROOT = {
  $id: 'https://example.com/root.json#',
  $defs: {
    A: { type: 'string', $anchor: 'named' },
    B: { $dynamicAnchor: 'dynamic' },
    'a/b~c d': { type: 'null' },
    '%zz': { type: 'array' },
  },
  definitions: { C: { $id: '#old' } },
  items: [{ type: 'number' }, true],
  title: 'no schema',
};

test.each([
  ['#', ROOT],
  ['https://example.com/root.json', ROOT],
  ['https://example.com/root.json#', ROOT],
  ['https://example.com/root.json#/$defs/A', ROOT.$defs.A],
  ['#/$defs/A', ROOT.$defs.A],
  ['#/$defs/a~1b~0c%20d', ROOT.$defs['a/b~c d']],
  ['#/$defs/%zz', ROOT.$defs['%zz']],
  ['#/items/0', ROOT.items[0]],
  ['#/items/1', true],
  ['#named', ROOT.$defs.A],
  ['#dynamic', ROOT.$defs.B],
  ['#old', ROOT.definitions.C],
  ['#none', undefined],
  ['#/$defs/None', undefined],
  ['#/$defs/constructor', undefined],
  ['#/title', undefined],
  ['#/title/length', undefined],
  ['other.json', undefined],
  ['', undefined],
])('%s', (reference, found) => {
  expect(lookUp(ROOT, reference)).toBe(found);
});

test('pointers escape what they are made of', () => {
  expect(pointerTo(pointerTo('', 'a/b~c'), 0)).toBe('/a~1b~0c/0');
});
