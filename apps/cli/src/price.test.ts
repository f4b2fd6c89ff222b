import { PassThrough } from 'node:stream';
import { listPrices } from '@outcrop/pricing';
import { describe, expect, test } from 'vitest';
import type { Terminal } from './ask.js';
import { type PriceOptions, price } from './price.js';

const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(model: string, options: PriceOptions = {}, isTTY = false): Outcome {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal = { stdout: Object.assign(stdout, { isTTY }), stderr } as unknown as Terminal;
  const code = price(model, options, terminal);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

/** The numbers of the line that begins with a word. */
function lineOf(out: string, label: string): string[] {
  const line = out.split('\n').find((each) => each.startsWith(`${label} `)) ?? '';
  return line.slice(label.length).trim().split(/ {2,}/);
}

describe('price', () => {
  test('shows the rows of a model and a call, line by line, with source and date', () => {
    const { code, out, err } = run(`us.${HAIKU}`, {
      region: 'us-east-1',
      in: 12_000,
      out: 800,
      cacheRead: 9000,
      cacheWrite1h: 100,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${HAIKU}, USD for 1,000,000 tokens`);
    expect(lineOf(out, 'input')).toEqual(['12,000', '1.1', '0.0132']);
    expect(lineOf(out, 'output')).toEqual(['800', '5.5', '0.0044']);
    expect(lineOf(out, 'cacheRead')).toEqual(['9,000', '0.11', '0.00099']);
    expect(lineOf(out, 'cacheWrite1h')).toEqual(['100', '2.2', '0.00022']);
    expect(lineOf(out, 'total')).toEqual(['0.01881']);
    expect(lineOf(out, 'model')).toEqual([`us.${HAIKU}`]);
    expect(out).toMatch(/^source +AWS Price List[\s\S]*,\s+\d{4}-\d{2}-\d{2}, aws\n/m);
  });

  test('has a row for each price that is listed', () => {
    const listed = listPrices().filter(({ id }) => id === HAIKU);
    const { out } = run(HAIKU);
    const rows = out.split('\n').filter((line) => /^(in-region|geo|global) /.test(line));
    expect(listed.length).toBeGreaterThan(1);
    expect(rows).toHaveLength(listed.length);
    const there = run(HAIKU, { region: 'us-east-1' }).out;
    expect(there).toMatch(/^global +standard +1 +5 /m);
    expect(there).toMatch(/^in-region +standard +1\.1 +5\.5 /m);
  });

  test('without counts explains a call of 1,000 tokens each way, and says what it takes for granted', () => {
    const { out } = run(HAIKU);
    expect(lineOf(out, 'input')[0]).toBe('1,000');
    expect(lineOf(out, 'output')[0]).toBe('1,000');
    expect(out).toMatch(/assumed +no region given/);
    expect(lineOf(run(HAIKU, { cacheRead: 5 }).out, 'input')[0]).toBe('0');
  });

  test('is coloured on a terminal, and not in a pipe', () => {
    expect(run(HAIKU).out).not.toContain('\u001b');
  });

  test('--json prints rows and cost, and nothing else', () => {
    const { code, out } = run(HAIKU, { json: true, in: 1, out: 0 });
    const { model, rows, cost } = JSON.parse(out);
    expect(code).toBe(0);
    expect(model).toBe(HAIKU);
    expect(rows).toEqual(JSON.parse(JSON.stringify(listPrices().filter(({ id }) => id === HAIKU))));
    expect(cost).toMatchObject({ status: 'priced', exact: '0.0000011' });
  });

  test('an unknown model is an error, with ids of it that have a price', () => {
    const { code, out, err } = run('anthropic.claude-haiku-4-5');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/✖ anthropic\.claude-haiku-4-5 has no price \(model-not-listed\)/);
    expect(err).toContain(`us.${HAIKU}`);
  });

  test('words of a name lead to ids with all of them', () => {
    const { code, err } = run('haiku 4.5');
    expect(code).toBe(1);
    expect(err).toContain(HAIKU);
    expect(err).not.toContain('sonnet');
  });

  test('what is nowhere like anything has no suggestions', () => {
    const { code, out } = run('acme.unheard-of-v1:0', { json: true });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      rows: [],
      cost: { status: 'unknown', reason: 'model-not-listed' },
      suggestions: [],
    });
  });

  test('a tier that is not listed: the table, and the reason', () => {
    const { code, out, err } = run(HAIKU, { tier: 'flex' });
    expect(code).toBe(1);
    expect(out).toMatch(/^in-region +standard/m);
    expect(err).toContain('tier-not-listed');
  });

  test('an ARN that does not say its model', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3';
    const { code, err } = run(arn);
    expect(code).toBe(1);
    expect(err).toContain('opaque-profile');
  });
});
