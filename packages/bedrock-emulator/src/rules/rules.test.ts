import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkConverseRequest } from '../check-converse-request.js';
import { modelRules } from '../model-rules/model-rules.js';
import { serviceRules } from '../service-rules/service-rules.js';
import { cacheExamples, moreCacheRefusals } from '../testing/rule-examples/cache-examples.js';
import { historyExamples, moreHistoryRefusals } from '../testing/rule-examples/history-examples.js';
import { mediaExamples, moreMediaRefusals } from '../testing/rule-examples/media-examples.js';
import {
  moreParameterRefusals,
  parameterExamples,
} from '../testing/rule-examples/parameter-examples.js';
import {
  moreReasoningRefusals,
  reasoningExamples,
} from '../testing/rule-examples/reasoning-examples.js';
import type { RuleExamples } from '../testing/rule-examples/rule-example.js';
import { serviceExamples } from '../testing/rule-examples/service-examples.js';
import { moreToolRefusals, toolExamples } from '../testing/rule-examples/tool-examples.js';
import type { Rule } from './rule.js';

const examples: RuleExamples = {
  ...serviceExamples,
  ...historyExamples,
  ...mediaExamples,
  ...toolExamples,
  ...reasoningExamples,
  ...cacheExamples,
  ...parameterExamples,
};

const STATUS = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ModelErrorException: 424,
};

const strict = { rules: 'strict' } as const;

describe.each([
  ['service', serviceRules],
  ['strict', modelRules],
] as const)('the %s rules', (layer, rules) => {
  it.each(rules.map((rule): [string, Rule] => [rule.id, rule]))('%s', (id, rule) => {
    const example = examples[id];
    if (example === undefined) throw new Error(`No example of the rule ${id}.`);
    const { model, accepts, refuses, refusedOperation: operation, text, butTakenBy } = example;
    const service = operation && { operation };
    const asRefused = { ...strict, ...service };
    const name = rule.exception ?? 'ValidationException';
    const refusal = { name, message: text, status: STATUS[name], rule: id };

    expect(checkConverseRequest(model, accepts, strict)).toEqual({ ok: true });
    expect(checkConverseRequest(model, refuses, asRefused)).toEqual({ ok: false, error: refusal });
    expect(checkConverseRequest(model, refuses, service)).toMatchObject({ ok: layer === 'strict' });
    if (butTakenBy !== undefined) {
      expect(checkConverseRequest(butTakenBy, refuses, asRefused)).toEqual({ ok: true });
    }
  });
});

describe('the table of rules', () => {
  const all = [...serviceRules, ...modelRules];

  it('has one row for each id, and every example a row', () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(examples).sort()).toEqual(ids.sort());
  });

  it('says in every row where it was seen', () => {
    for (const { source, refuses } of all) {
      expect(source).toMatch(/\w/);
      expect(refuses).toMatch(/^[^|]+[^.|]$/);
    }
  });

  it('is the list in the README', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, section = ''] = readme.split(/<!-- \/?rules -->/);
    const cells = (line: string) => line.split('|').map((cell) => cell.trim());
    const [, , ...rows] = section.trim().split('\n').map(cells);
    expect(rows).toEqual(
      all.map(({ id, refuses, appliesTo, verbatim }) => [
        '',
        `\`${id}\``,
        refuses,
        appliesTo === 'every model' ? appliesTo : `\`${appliesTo}\``,
        verbatim ? 'seen' : 'ours',
        '',
      ]),
    );
  });
});

it.each([
  ...moreHistoryRefusals,
  ...moreMediaRefusals,
  ...moreToolRefusals,
  ...moreReasoningRefusals,
  ...moreCacheRefusals,
  ...moreParameterRefusals,
])('%s also refuses (%s)', (rule, model, body, message) => {
  expect(checkConverseRequest(model, body, strict)).toMatchObject({
    ok: false,
    error: { rule, message },
  });
});
