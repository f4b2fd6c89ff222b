import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { requestShapes } from './converse-request-shape.js';
import type { Shape } from './shape.js';

const modelUrl = new URL(
  '../../../../../shared/reference/bedrock-runtime.service.json',
  import.meta.url,
);

interface ModelShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly union?: boolean;
  readonly document?: boolean;
  readonly sensitive?: boolean;
}

/** Every constraint as one line, so that a difference reads as what is missing and what is extra. */
function linesOfModel(shapes: Readonly<Record<string, ModelShape>>, name: string, path: string) {
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`no shape ${name}`);
  const lines: string[] = [];
  const kind = shape.document ? 'document' : shape.union ? 'union' : shape.type;
  lines.push(`${path} is ${kind === 'structure' || kind === 'union' ? `${kind} ${name}` : kind}`);
  for (const keyword of ['min', 'max', 'pattern', 'enum', 'sensitive'] as const) {
    if (shape[keyword] !== undefined) lines.push(`${path} ${keyword} ${String(shape[keyword])}`);
  }
  for (const required of shape.required ?? []) lines.push(`${path} requires ${required}`);
  for (const [member, target] of Object.entries(shape.members ?? {})) {
    if (!shape.document) lines.push(...linesOfModel(shapes, target.shape, `${path}.${member}`));
  }
  for (const part of ['member', 'key', 'value'] as const) {
    const target = shape[part];
    if (target) lines.push(...linesOfModel(shapes, target.shape, `${path}[${part}]`));
  }
  return lines;
}

function linesOfTable(shape: Shape, path: string): string[] {
  const named = shape.kind === 'structure' || shape.kind === 'union';
  const lines = [`${path} is ${named ? `${shape.kind} ${shape.name}` : shape.kind}`];
  for (const keyword of ['min', 'max', 'pattern', 'enum', 'sensitive'] as const) {
    const value = (shape as unknown as Record<string, unknown>)[keyword];
    if (value !== undefined) lines.push(`${path} ${keyword} ${String(value)}`);
  }
  if (shape.kind === 'structure') {
    lines.push(...shape.required.map((required) => `${path} requires ${required}`));
  }
  if (named) {
    for (const [member, target] of Object.entries(shape.members)) {
      lines.push(...linesOfTable(target, `${path}.${member}`));
    }
  }
  if (shape.kind === 'list') lines.push(...linesOfTable(shape.member, `${path}[member]`));
  if (shape.kind === 'map') {
    lines.push(
      ...linesOfTable(shape.key, `${path}[key]`),
      ...linesOfTable(shape.value, `${path}[value]`),
    );
  }
  return lines;
}

/** What the table says on purpose although the model does not; each has its reason in the table. */
const ADDITIONS = ['messages sensitive true'];

describe.skipIf(!existsSync(modelUrl))(
  'the constraint table (skipped where the service model is absent)',
  () => {
    it.each(Object.values(requestShapes))(
      'says of $name exactly what the service model says',
      (shape) => {
        const { name } = shape;
        const additions = new Set(ADDITIONS.map((line) => `${name}.${line}`));
        const model = JSON.parse(readFileSync(modelUrl, 'utf8')) as {
          shapes: Record<string, ModelShape>;
        };
        const expected = linesOfModel(model.shapes, name, name).sort();
        const actual = linesOfTable(shape, name).sort();
        expect(expected.length).toBeGreaterThan(300);
        expect(actual.filter((line) => !additions.has(line))).toEqual(expected);
      },
    );
  },
);
