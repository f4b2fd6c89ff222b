import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

// That what it makes builds and passes the conformance kit is shown by the step `adapters`.

const root = fileURLToPath(new URL('..', import.meta.url));

/** A repository with no more in it than the script needs. */
let repository: string;

beforeEach(() => {
  repository = realpathSync(mkdtempSync(join(tmpdir(), 'outcrop-new-adapter-')));
  onTestFinished(() => rmSync(repository, { recursive: true }));
  for (const path of ['scripts', 'tsconfig.base.json']) {
    cpSync(join(root, path), join(repository, path), { recursive: true });
  }
  const template = 'packages/adapter-echo';
  for (const path of ['src', 'examples', 'README.md', 'package.json', 'tsconfig.build.json']) {
    cpSync(join(root, template, path), join(repository, template, path), { recursive: true });
  }
  for (const name of ['pricing', 'provider-registry', 'structured-output', 'unified-response']) {
    const manifest = `packages/${name}/package.json`;
    cpSync(join(root, manifest), join(repository, manifest));
  }
  mkdirSync(join(repository, 'apps'));
  symlinkSync(join(root, 'node_modules'), join(repository, 'node_modules'), 'dir');
});

function newAdapter(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const script = join(repository, 'scripts/new-adapter.mjs');
  return spawnSync(process.execPath, [script, ...args], { cwd: repository, encoding: 'utf8' });
}

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** All files below a folder, by their paths in it. */
function filesOf(folder: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(repository, folder), join(entry.parentPath, entry.name)))
    .sort();
}

describe('pnpm new:adapter', () => {
  it('makes a package of this repository, with a changeset', () => {
    const { status, stdout } = newAdapter('acme');
    expect(status).toBe(0);
    expect(stdout).toContain('@outcrop/acme-client is in packages/acme-client.');
    expect(stdout).toContain('.dependency-cruiser.mjs: put acme-client beside adapter-echo');
    const manifest = JSON.parse(read('packages/acme-client/package.json'));
    const template = JSON.parse(read('packages/adapter-echo/package.json'));
    expect(manifest).toMatchObject({
      name: '@outcrop/acme-client',
      license: 'MIT',
      publishConfig: { access: 'public' },
      dependencies: template.dependencies,
      scripts: template.scripts,
    });
    expect(manifest.private).toBeUndefined();
    expect(read('.changeset/new-acme.md')).toBe(
      "---\n\n'@outcrop/acme-client': minor\n---\n\nThe adapter of Acme.\n",
    );
  });

  it('renames all that is named after the template', () => {
    newAdapter('acme');
    const files = filesOf('packages/acme-client');
    expect(files).toEqual(
      filesOf('packages/adapter-echo').map((file) => file.replace('fake-echo', 'fake-acme')),
    );
    expect(files).toContain('src/testing/fake-acme.ts');
    const echoing = files.filter((file) => /echo/i.test(read(`packages/acme-client/${file}`)));
    expect(echoing).toEqual([]);
    expect(read('packages/acme-client/src/index.ts')).toContain('createAcmeClient');
    expect(read('packages/acme-client/README.md')).toMatch(/^# @outcrop\/acme-client\n/);
  });

  it('makes a project of its own in any other folder', () => {
    const { status, stdout } = newAdapter('acme', '--dir', 'elsewhere/outcrop-acme');
    expect(status).toBe(0);
    expect(stdout).toContain('  cd elsewhere/outcrop-acme\n  npm install\n');
    const manifest = JSON.parse(read('elsewhere/outcrop-acme/package.json'));
    expect(manifest).toMatchObject({ name: 'outcrop-acme', version: '0.0.0' });
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|\.\.\//);
    expect(Object.keys(manifest.devDependencies)).toEqual(['@types/node', 'typescript', 'vitest']);
    const configs = ['tsconfig.json', 'tsconfig.build.json'];
    for (const file of configs) {
      expect(read(`elsewhere/outcrop-acme/${file}`)).not.toContain('../');
    }
    expect(existsSync(join(repository, '.changeset'))).toBe(false);
  });

  it.each([
    ['without a name', [], 'pnpm new:adapter NAME [--dir FOLDER]'],
    ['with a name that is no word', ['Acme-AI'], 'NAME: expected lower-case letters and digits'],
    ['with an option that it does not know', ['acme', '--out', 'x'], "Unknown option '--out'"],
    ['into a folder that has something', ['acme', '--dir', 'scripts'], 'is not empty.'],
  ])('does nothing %s', (_, args, message) => {
    const { status, stderr } = newAdapter(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(readdirSync(join(repository, 'packages'))).not.toContain('acme-client');
  });

  it('does not write over a package that is there', () => {
    mkdirSync(join(repository, 'packages/acme-client'));
    writeFileSync(join(repository, 'packages/acme-client/mine.txt'), '');
    expect(newAdapter('acme')).toMatchObject({ status: 1 });
    expect(filesOf('packages/acme-client')).toEqual(['mine.txt']);
  });
});
