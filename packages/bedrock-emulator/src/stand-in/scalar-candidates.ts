import type { JsonObject, JsonValue } from '../json.js';
import { numberUnder } from './json-schema.js';
import type { PromptFacts } from './prompt-facts.js';
import { stringFormat } from './schema-formats.js';

/** How many values are tried before giving up on a schema. */
const TRIES = 200;

/** What an unconstrained string says: that no model chose it. */
const STAND_IN_TEXT = 'stand-in';

/** Texts that simple patterns ask for. */
const STOCK_TEXTS =
  'a A 0 1 ab AB abc ABC abcd ABCD 10 123 1234 12345 123456 a1 A1 AB1 ABC-123 2026 2026-01 2026-01-31 12:00 12:00:00 1.0 1.0.0 a.b a/b a@b.example #000000 +10000000000 https://example.com/'.split(
    ' ',
  );

/** A text of an allowed length, another one for each number. */
function textOfLength(schema: JsonObject, number: number): string {
  const min = numberUnder(schema.minLength) ?? 0;
  const max = numberUnder(schema.maxLength) ?? Number.POSITIVE_INFINITY;
  const tail = number === 0 ? '' : number.toString(36);
  const length = Math.max(min, Math.min(max, STAND_IN_TEXT.length + tail.length));
  const start = STAND_IN_TEXT.padEnd(length, '-').slice(0, Math.max(0, length - tail.length));
  return `${start}${tail}`;
}

function* texts(schema: JsonObject, facts: PromptFacts): Generator<JsonValue> {
  const format = stringFormat(schema.format);
  if (format) yield format.sample;
  yield textOfLength(schema, 0);
  if (schema.pattern !== undefined) {
    yield* [...facts.marked, ...facts.names, ...facts.words, ...STOCK_TEXTS];
  }
  for (let number = 1; number < TRIES; number += 1) yield textOfLength(schema, number);
}

function* numbers(schema: JsonObject, integer: boolean): Generator<JsonValue> {
  const low = numberUnder(schema.minimum) ?? numberUnder(schema.exclusiveMinimum);
  const high = numberUnder(schema.maximum) ?? numberUnder(schema.exclusiveMaximum);
  yield 1;
  const step = numberUnder(schema.multipleOf) ?? (integer ? 1 : undefined);
  if (step !== undefined) {
    // Upwards from the lower limit; without one, downwards from the upper.
    const direction = low === undefined && high !== undefined ? -1 : 1;
    const first = direction === 1 ? Math.ceil((low ?? 0) / step) : Math.floor((high ?? 0) / step);
    for (let n = 0; n < TRIES; n += 1) yield (first + direction * n) * step;
    return;
  }
  const from = low ?? (high ?? TRIES) - TRIES;
  const to = high ?? from + TRIES;
  for (let n = 0; n <= TRIES; n += 1) yield from + ((to - from) * n) / TRIES;
}

/** Values of a scalar type that may fit a schema, the plainest first. */
export function scalarCandidates(
  type: string,
  schema: JsonObject,
  facts: PromptFacts,
): Iterable<JsonValue> {
  switch (type) {
    case 'string':
      return texts(schema, facts);
    case 'integer':
    case 'number':
      return numbers(schema, type === 'integer');
    case 'boolean':
      return [true, false];
    default:
      return [null];
  }
}
