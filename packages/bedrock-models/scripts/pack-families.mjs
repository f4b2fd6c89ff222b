/**
 * Makes src/families/packed-families.ts, the text that is shipped, from the tables beside it:
 *
 *   node packages/bedrock-models/scripts/pack-families.mjs
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const families = new URL('../src/families/', import.meta.url);

const tables = readdirSync(families)
  .filter((file) => file.endsWith('.json') && file !== 'family.schema.json')
  .sort()
  .map((file) => {
    const table = JSON.parse(readFileSync(new URL(file, families), 'utf8'));
    // Notes are for those who change a table.
    const rows = table.families.map(({ notes: _, ...row }) => JSON.stringify(row));
    return `{"families":[\n${rows.join(',\n')}\n]}`;
  });
const literal = `[${tables.join(',\n')}]`.replace(/[\\`]|\$(?=\{)/g, '\\$&');

writeFileSync(
  new URL('packed-families.ts', families),
  `// Made from the tables by scripts/pack-families.mjs; changes belong there.

/** The tables as JSON text, so that importing the package builds none of them. */
export const PACKED_FAMILIES: string = \`${literal}\`;
`,
);
