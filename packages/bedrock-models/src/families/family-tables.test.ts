import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  AUDIO_FORMATS,
  CONSERVATIVE_FACTS,
  DOCUMENT_FORMATS,
  IMAGE_FORMATS,
  VIDEO_FORMATS,
} from '../conservative-facts.js';
import type { FamilyTable } from '../family.js';
import { KNOWN_MODELS } from '../known-models.js';
import { familyTables, listModels } from '../listed-model.js';
import { parseModelRef } from '../parse-model-ref.js';

interface SchemaNode {
  $ref?: string;
  anyOf?: SchemaNode[];
  items?: unknown;
  properties?: Record<string, SchemaNode>;
}

const schema = readJson('family.schema.json') as { $defs: Record<string, SchemaNode> };
const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  formats: { regex: isRegularExpression },
});
const isTable = ajv.compile<FamilyTable>(schema);

const files = readdirSync(new URL('.', import.meta.url)).filter(
  (file) => file.endsWith('.json') && file !== 'family.schema.json',
);
const tables = files.map((file) => readJson(file) as FamilyTable);
const rows = tables.flatMap(({ families }) => families);
const models = tables.flatMap(listModels);

describe('the tables', () => {
  it.each(files)('%s is as the schema has it', (file) => {
    isTable(readJson(file));
    expect(isTable.errors).toBeNull();
  });

  it('are shipped as they are, but for their notes (scripts/pack-families.mjs)', () => {
    const withoutNotes = tables.map(({ families }) => ({
      families: families.map(({ notes: _, ...row }) => row),
    }));
    expect(familyTables()).toStrictEqual(withoutNotes);
  });

  it('have a name of its own for each family', () => {
    const names = rows.map(({ family }) => family);
    expect(names).toStrictEqual([...new Set(names)]);
  });

  it('never claim the same known model twice, and claim no model that nobody knows', () => {
    const claimed = Object.keys(KNOWN_MODELS).flatMap((id) => {
      const { vendor = '', model = '' } = parseModelRef(id);
      const claims = models.filter(
        ({ row, name }) => row.vendors.includes(vendor) && name.test(model),
      );
      expect(claims.length, id).toBeLessThanOrEqual(1);
      return claims;
    });
    const unclaimed = models.filter((model) => !claimed.includes(model));
    expect(unclaimed.map(({ name }) => name.source)).toStrictEqual([]);
  });

  it('give every model all facts, with patterns that take a usual name and their own aliases', () => {
    for (const { name, facts } of models) {
      expect(facts, name.source).toMatchObject(typesOf(CONSERVATIVE_FACTS));
      expect('get_weather').toMatch(new RegExp(facts.toolName.pattern));
      expect('a'.repeat(facts.toolId.aliasLength)).toMatch(new RegExp(facts.toolId.pattern));
    }
  });

  it('have notes about facts there are', () => {
    for (const { family, notes = [] } of rows) {
      for (const note of notes) {
        const path = note.slice(0, note.indexOf(':'));
        if (path === 'members') continue;
        expect(schemaAt(path), `${family}: ${path}`).toBeDefined();
      }
    }
  });
});

describe('listModels', () => {
  const row = {
    family: 'old',
    vendors: ['newcomer'],
    members: [{ name: '^old$' }],
    facts: { media: { user: { document: 'all' } }, limits: { contextTokens: 1000 }, tools: false },
    source: 'the newcomer',
    checked: '2026-11-23',
  };

  it('merges at every depth: conservative facts, the row above, the row, the member', () => {
    const [, model] = listModels({
      families: [
        row,
        {
          ...row,
          family: 'new',
          members: [{ name: '^new$', differs: { limits: { images: 7 } } }],
          extends: 'old',
          facts: { tools: true, limits: { contextTokens: null }, media: { user: { image: [] } } },
        },
      ],
    });
    expect(model?.facts).toStrictEqual({
      ...CONSERVATIVE_FACTS,
      media: {
        ...CONSERVATIVE_FACTS.media,
        user: { ...CONSERVATIVE_FACTS.media.user, image: [], document: DOCUMENT_FORMATS },
      },
      limits: { ...CONSERVATIVE_FACTS.limits, images: 7 },
    });
  });

  it.each(['old', 'elsewhere'])('refuses a row that extends %s, which is not above it', (base) => {
    expect(() => listModels({ families: [{ ...row, extends: base }] })).toThrow(
      `Family old extends ${base}, which is no row above it`,
    );
  });
});

describe('the schema', () => {
  const [table] = tables;
  const [row] = table?.families ?? [];

  it.each<[string, object]>([
    ['an unknown field', { nickname: 'x' }],
    ['no source', { source: '' }],
    ['a day that is none', { checked: '23.11.2026' }],
    ['a name that is not anchored', { members: [{ name: 'claude' }] }],
    ['a name that is no regular expression', { members: [{ name: '^claude($' }] }],
    ['an unknown fact', { facts: { toolChoice: ['auto'] } }],
    ['an unknown fact further down', { facts: { limits: { maxTokens: 1 } } }],
    ['an unknown format', { facts: { media: { user: { image: ['jpg'] } } } }],
    ['an unknown tool choice', { facts: { toolChoices: ['none'] } }],
    ['null for a fact that must be there', { facts: { tools: null } }],
    ['a member that differs in nothing', { members: [{ name: '^x$', differs: {} }] }],
    ['a note about nothing', { notes: ['They refuse it.'] }],
  ])('refuses a row with %s', (_, wrong) => {
    expect(isTable({ families: [row] })).toBe(true);
    expect(isTable({ families: [{ ...row, ...wrong }] })).toBe(false);
  });

  it('refuses a row without source', () => {
    const { source: _, ...unfounded } = { ...row };
    expect(isTable({ families: [unfounded] })).toBe(false);
  });

  it('has a place for every fact, and no other', () => {
    const optional = [
      'limits.contextTokens',
      'limits.imagesAndDocuments',
      'limits.maxOutputTokens',
      'reasoning.field',
      'reasoning.minimumBudgetTokens',
      'sampling.topKPath',
      'toolSchema.rootKeywords',
    ];
    expect(schemaPaths('').sort()).toStrictEqual(
      [...factPaths(CONSERVATIVE_FACTS), ...optional].sort(),
    );
  });

  it('names the formats there are', () => {
    const formatsOf = (kind: string): unknown => schemaAt(`media.user.${kind}`)?.anyOf?.[1]?.items;
    expect(formatsOf('image')).toStrictEqual({ enum: IMAGE_FORMATS });
    const { items: documents } = schema.$defs.documentFormats ?? {};
    expect(documents).toStrictEqual({ enum: DOCUMENT_FORMATS });
    expect(formatsOf('video')).toStrictEqual({ enum: VIDEO_FORMATS });
    expect(formatsOf('audio')).toStrictEqual({ enum: AUDIO_FORMATS });
  });
});

/** The schema of the fact at a path such as `limits.images`. */
function schemaAt(path: string): SchemaNode | undefined {
  return path
    .split('.')
    .filter((name) => name !== '')
    .reduce<SchemaNode | undefined>(
      (node, name) => resolved(node?.properties?.[name]),
      schema.$defs.facts,
    );
}

function resolved(node: SchemaNode | undefined): SchemaNode | undefined {
  const target = node?.$ref?.replace('#/$defs/', '');
  return target === undefined ? node : { ...schema.$defs[target], ...node };
}

function schemaPaths(path: string): string[] {
  const names = Object.keys(schemaAt(path)?.properties ?? {});
  return names.length === 0
    ? [path]
    : names.flatMap((name) => schemaPaths(path === '' ? name : `${path}.${name}`));
}

function factPaths(facts: object, above = ''): string[] {
  return Object.entries(facts).flatMap(([name, fact]) =>
    typeof fact === 'object' && !Array.isArray(fact)
      ? factPaths(fact, `${above}${name}.`)
      : [above + name],
  );
}

/** The same shape, with `expect.any` for each fact. */
function typesOf(facts: object): object {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'object' && !Array.isArray(fact)
        ? typesOf(fact)
        : expect.any(Object(fact).constructor),
    ]),
  );
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}
