import { amazonFacts } from './facts/amazon.js';
import { anthropicFacts } from './facts/anthropic.js';
import { cohereAi21WriterFacts } from './facts/cohere-ai21-writer.js';
import { metaFacts } from './facts/meta.js';
import { mistralFacts } from './facts/mistral.js';
import { openWeightFacts } from './facts/open-weight.js';
import { openAiFacts } from './facts/openai.js';
import type { FactRow, ModelFacts } from './model-facts.js';

/** All facts about models, each with its source. */
export const factRows: readonly FactRow[] = [
  ...anthropicFacts,
  ...amazonFacts,
  ...metaFacts,
  ...mistralFacts,
  ...cohereAi21WriterFacts,
  ...openAiFacts,
  ...openWeightFacts,
];

/** ARNs that end in the id of a model or of a geographic profile of one. */
const SPEAKING_ARN = /^arn:[^:]+:bedrock:[^:]*:[^:]*:(?:foundation-model|inference-profile)\/(.+)$/;

const ARN = /^arn:/;

/** What may follow a model's name in its id: a date, a version and a size of the context. */
const DATE_AND_VERSION = '(?:-[0-9]{8})?(?:-v[0-9]+)?(?::[0-9a-z]+)*';

/** Whether a row speaks of the model with this name. */
export function rowMatches(row: FactRow, vendor: string, name: string): boolean {
  return row.vendor === vendor && new RegExp(`^(?:${row.models})${DATE_AND_VERSION}$`).test(name);
}

/**
 * What is known of a model. Its id may carry a geographic prefix or stand in an ARN. ARNs that hide
 * the model are `opaque`; for an id that no row matches nothing is known.
 */
export function factsOfModel(modelId: string): ModelFacts {
  const id = SPEAKING_ARN.exec(modelId)?.[1] ?? modelId;
  if (ARN.test(id)) return { opaque: true };
  const vendors = new Set(factRows.map(({ vendor }) => vendor));
  const parts = id.split('.');
  const start = parts.slice(0, 2).findIndex((part) => vendors.has(part));
  const [vendor = '', ...name] = parts.slice(start);
  const rows = factRows.filter((row) => rowMatches(row, vendor, name.join('.')));
  if (start < 0 || rows.length === 0) return {};
  return Object.assign({ known: true }, ...rows.map(({ facts }) => facts)) as ModelFacts;
}
