import type { CallOptions } from '@outcrop/provider-registry';
import {
  type Cost,
  describeValue,
  EMPTY_USAGE,
  ProviderError,
  type Usage,
} from '@outcrop/unified-response';
import { type Call, type ClientCore, exchangeContext, operate } from './call.js';
import type { ConversePort } from './converse-port.js';
import { type EmbeddingOptions, embeddingBody, readEmbeddings } from './embedding-body.js';
import { EMBEDDING_FAMILIES, type EmbeddingFamily } from './embedding-families.js';
import { encodeBody } from './encode-body.js';
import type { ExchangeContext } from './exchange.js';
import { invoke } from './invoke-model.js';
import { profileOf } from './profile-of.js';
import { TimeLimit } from './time-limit.js';

export interface EmbedParams extends EmbeddingOptions {
  /** Default: the client's `model`. */
  readonly model?: string;
  readonly input: string | readonly string[];
  /** Calls under way at a time. Default 8. */
  readonly concurrency?: number;
  /** USD per 1,000 tokens, in place of the price table. */
  readonly price?: readonly [inputPer1k: number, outputPer1k: number];
}

export interface EmbedResult {
  /** One vector for each text, in their order. */
  readonly embeddings: readonly (readonly number[])[];
  readonly model: string;
  /** Of all calls together; absent where the service did not count. */
  readonly usage?: Usage;
  readonly cost: Cost;
  /** Of each call, in the order of the texts. */
  readonly requestIds: readonly string[];
}

const DEFAULT_CONCURRENCY = 8;

/** Turns texts into vectors, in as many calls as it takes. */
export async function embed(
  core: ClientCore,
  params: EmbedParams,
  options?: CallOptions,
): Promise<EmbedResult> {
  const { model = core.options.model ?? '', concurrency = DEFAULT_CONCURRENCY } = params;
  const texts = checkedTexts(params.input);
  checkNumbers({ dimensions: params.dimensions, concurrency });
  const work = async (call: Call): Promise<EmbedResult> => {
    const { models, base = model } = await core.profiles.knownModel(model, call.whole);
    const { baseModelId } = profileOf(model, models);
    const family = familyOf(model, baseModelId);
    call.observation?.prepared({ baseModel: baseModelId });
    const batches = batchesOf(texts, family.batch);
    const bodies = batches.map((batch) => encodeBody(embeddingBody(family, batch, params)));
    const port = await core.ports.runtime();
    const context = await exchangeContext(core, call, port);
    const answers = await allAnswers(port, model, bodies, context, concurrency);
    const read = answers.map(({ json, requestId }, at) =>
      readEmbeddings(json, batches[at]?.length ?? 0, requestId),
    );
    const vectors = read.flatMap(({ embeddings }) => embeddings);
    const usage = sumOf(answers.map((answer, at) => answer.usage ?? read[at]?.usage));
    const { region } = context;
    const { price } = params;
    const priced = {
      model: base,
      ...(region !== undefined && { region }),
      ...(price && { price }),
    };
    return {
      embeddings: params.normalize && !family.normalize ? vectors.map(unit) : vectors,
      model,
      ...(usage && { usage }),
      cost: usage ? core.prices.cost(usage, priced) : NOT_COUNTED,
      requestIds: answers.flatMap(({ requestId = [] }) => requestId),
    };
  };
  const start = { call: { operation: 'embeddings', model, stream: false } } as const;
  return operate(core, options, start, work, ({ usage, cost, requestIds: [requestId] }) => ({
    usage,
    cost,
    requestId,
  }));
}

const NOT_COUNTED: Cost = {
  status: 'unknown',
  reason: 'usage-missing',
  message: 'The service did not say how many tokens it read.',
};

type Answer = Awaited<ReturnType<typeof invoke>>;

/** Calls for every body, a few at a time; the first failure ends the others. */
async function allAnswers(
  port: ConversePort,
  model: string,
  bodies: readonly Uint8Array[],
  context: ExchangeContext,
  concurrency: number,
): Promise<Answer[]> {
  const all = new TimeLimit(context.signal);
  const answers: Answer[] = [];
  const waiting = bodies.entries();
  const work = async (): Promise<void> => {
    for (const [at, body] of waiting) {
      const input = { modelId: model, body, contentType: JSON_TYPE, accept: JSON_TYPE };
      answers[at] = await invoke(port, input, { ...context, signal: all.signal });
    }
  };
  try {
    const workers = Math.min(concurrency, bodies.length);
    await Promise.all(Array.from({ length: workers }, work));
    return answers;
  } finally {
    all.stop(undefined);
    all.close();
  }
}

const JSON_TYPE = 'application/json';

function familyOf(model: string, baseModelId: string | undefined): EmbeddingFamily {
  const family = EMBEDDING_FAMILIES.find(({ models }) =>
    models.some((start) => baseModelId?.startsWith(start)),
  );
  if (family) return family;
  throw new ProviderError(
    `model: ${describeValue(model)} is of no known family of embedding models`,
    {
      reason: 'unsupported',
      path: 'model',
      hint: 'Name the model behind an ARN with models: { [arn]: { base } }, or use invokeModel.',
      provider: 'bedrock',
    },
  );
}

function batchesOf(texts: readonly string[], most: number): (readonly string[])[] {
  const count = Math.ceil(texts.length / most);
  return Array.from({ length: count }, (_, at) => texts.slice(at * most, (at + 1) * most));
}

function sumOf(usages: readonly (Usage | undefined)[]): Usage | undefined {
  let inputTokens = 0;
  for (const usage of usages) {
    if (usage === undefined) return undefined;
    inputTokens += usage.inputTokens;
  }
  return { ...EMPTY_USAGE, inputTokens, totalTokens: inputTokens };
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function checkedTexts(input: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(input) ? input : [input];
  const wrong = texts.findIndex((text) => typeof text !== 'string');
  if (wrong >= 0) {
    const path = Array.isArray(input) ? `input[${wrong}]` : 'input';
    throw invalidParam(path, 'a text', texts[wrong]);
  }
  if (texts.length === 0) throw invalidParam('input', 'at least one text', input);
  return texts as readonly string[];
}

function checkNumbers(numbers: Readonly<Record<string, number | undefined>>): void {
  for (const [path, value] of Object.entries(numbers)) {
    if (value === undefined || (Number.isSafeInteger(value) && value > 0)) continue;
    throw invalidParam(path, 'a whole number above 0', value);
  }
}

function invalidParam(path: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`${path}: expected ${expected}, got ${describeValue(value)}`, {
    reason: 'invalid_request',
    path,
    hint: `Pass ${expected}.`,
    provider: 'bedrock',
  });
}
