import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const NOT_OURS = new Set(['.git', '.turbo', '.outcrop', 'coverage', 'dist', 'node_modules']);

const files = filesBelow(root);
const sources = files.filter((file) => /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(file));
const shipped = sources.filter((file) => !/(\.test(-d)?|\/testing\/.+)\.ts$/.test(file));
const packages = ['packages', 'apps'].flatMap((group) =>
  readdirSync(join(root, group))
    .map((name) => `${group}/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json'))),
);

/** A file of nothing but data is as long as the data. */
const LINES = 300;
const isDataTable = (file: string): boolean => /\/data\/|-(facts|table)\.ts$/.test(file);

/** The only package file that may read the environment; all others are told. */
const READS_ENVIRONMENT = 'packages/bedrock-client/src/environment.ts';

/** What must not stand in any file, and where it may nevertheless. */
const FORBIDDEN: { what: string; pattern: RegExp; in: RegExp; except?: RegExp }[] = [
  {
    what: 'the host of a package registry',
    pattern: /registry\.(npmjs|yarnpkg)|npm\.pkg\.|\/\/[^/\s]*(verdaccio|artifactory|nexus)/i,
    in: /./,
    except: /^tests\/hygiene\.test\.ts$/,
  },
  {
    what: 'an absolute path of one machine',
    pattern: /(^|[\s"'`(=])\/(work|home|Users|root|tmp)\//m,
    in: /./,
    except: /^(tests\/hygiene\.test\.ts|pnpm-lock\.yaml)$/,
  },
  {
    what: 'a way around the type checker',
    pattern: /@ts-(ignore|nocheck|expect-error)|biome-ignore lint\/suspicious\/noExplicitAny/,
    in: /\.ts$/,
    except: /\.test(-d)?\.ts$/,
  },
];

describe('every file', () => {
  it('is found', () => {
    expect(files).toContain('package.json');
    expect(shipped.length).toBeGreaterThan(20);
  });

  it.each(FORBIDDEN)('is free of $what', ({ pattern, in: where, except }) => {
    const found = files
      .filter((file) => where.test(file) && !except?.test(file))
      .filter((file) => pattern.test(read(file)));
    expect(found).toEqual([]);
  });
});

describe('every page', () => {
  it('links to files that exist', () => {
    const broken = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((page) =>
        [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
          .map(([, link = '']) => join(dirname(page), link))
          .filter((target) => !existsSync(join(root, target)))
          .map((target) => `${page} → ${target}`),
      );
    expect(broken).toEqual([]);
  });
});

describe('every source file', () => {
  it(`has at most ${LINES} lines`, () => {
    const long = shipped
      .filter((file) => !isDataTable(file))
      .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > LINES);
    expect(long).toEqual([]);
  });

  it('leaves the environment alone, but for one file of the client and one of each app', () => {
    const readers = shipped.filter((file) => /\bprocess\s*\.\s*env\b/.test(code(file)));
    const inPackages = readers.filter((file) => file.startsWith('packages/'));
    expect(inPackages.filter((file) => file !== READS_ENVIRONMENT)).toEqual([]);

    const readingApps = readers
      .filter((file) => file.startsWith('apps/'))
      .map((file) => file.split('/')[1]);
    expect(readingApps).toEqual([...new Set(readingApps)]);
  });

  it('waits for nothing while it is loaded', () => {
    const waiting = shipped
      .filter((file) => file.startsWith('packages/'))
      .filter((file) => /^((export )?const .*= )?await\b/m.test(code(file)));
    expect(waiting).toEqual([]);
  });
});

describe.each(packages)('%s', (folder) => {
  const manifest = JSON.parse(read(`${folder}/package.json`));

  it('says what a package has to say', () => {
    expect(manifest).toMatchObject({
      name: `@outcrop/${folder.split('/')[1]}`,
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
    });
    expect(manifest.description).toMatch(/\S/);
  });

  it('exports types before code', () => {
    const { './package.json': _, ...entries } = manifest.exports ?? {};
    for (const [subpath, target] of Object.entries(entries)) {
      expect([subpath, Object.keys(target as object)]).toEqual([subpath, ['types', 'default']]);
    }
  });

  it('asks for the other packages by the workspace protocol', () => {
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const ours = wanted.filter(([name]) => name.startsWith('@outcrop/'));
    expect(ours.filter(([, range]) => range !== 'workspace:^')).toEqual([]);
  });
});

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [relative(root, path).replaceAll('\\', '/')];
  });
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The file without its comments, which may well name what the code must not touch. */
function code(file: string): string {
  return read(file).replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
}
