import { blockKinds } from './content-block-kinds.js';
import { describeValue } from './describe-value.js';
import type { FinishReason } from './finish-reason.js';
import type { UnifiedRole } from './message.js';
import type { UnifiedResponseInit } from './response-init.js';
import { fromTaggedJson } from './tagged-json.js';
import {
  ARRAY,
  absentOr,
  type FieldKinds,
  findFault,
  NUMBER,
  OBJECT,
  oneOf,
  STRING,
} from './value-kind.js';

const ROLES: readonly UnifiedRole[] = ['system', 'user', 'assistant', 'tool'];
const FINISH_REASONS: readonly FinishReason[] = [
  'stop',
  'length',
  'tool_calls',
  'content_filter',
  'unknown',
];

const RESPONSE: FieldKinds = {
  id: STRING,
  model: STRING,
  provider: STRING,
  messages: ARRAY,
  usage: absentOr(OBJECT),
  cost: absentOr(OBJECT),
  finishReason: absentOr(oneOf(FINISH_REASONS)),
  status: absentOr(STRING),
  providerMetadata: absentOr(OBJECT),
  warnings: absentOr(ARRAY),
  repairs: absentOr(ARRAY),
};

const MESSAGE: FieldKinds = {
  role: oneOf(ROLES),
  content: ARRAY,
  name: absentOr(STRING),
  metadata: absentOr(OBJECT),
};

const USAGE: FieldKinds = {
  inputTokens: NUMBER,
  outputTokens: NUMBER,
  totalTokens: NUMBER,
  cacheReadInputTokens: NUMBER,
  cacheWriteInputTokens: NUMBER,
  cacheWrite5mInputTokens: absentOr(NUMBER),
  cacheWrite1hInputTokens: absentOr(NUMBER),
  reasoningTokens: absentOr(NUMBER),
};

const PRICED: FieldKinds = {
  usd: NUMBER,
  exact: STRING,
  breakdown: ARRAY,
  price: OBJECT,
  assumptions: ARRAY,
};

const UNKNOWN_COST: FieldKinds = {
  status: oneOf(['priced', 'unknown']),
  reason: STRING,
  message: absentOr(STRING),
  lowerBoundUsd: absentOr(NUMBER),
};

const WARNING: FieldKinds = { code: STRING, message: STRING, path: absentOr(STRING) };
const REPAIR: FieldKinds = { code: STRING, message: STRING, path: STRING };

/**
 * Reads a response's own JSON, as a value or as text.
 * @throws TypeError naming the field, what came and what was expected.
 */
export function readResponse(json: unknown): UnifiedResponseInit {
  const root = 'UnifiedResponse';
  const response = fromTaggedJson(typeof json === 'string' ? parseJson(json) : json, root);
  check(root, response, RESPONSE);
  for (const [at, message] of list(response.messages)) {
    const path = `${root}.messages[${at}]`;
    check(path, message, MESSAGE);
    for (const [index, block] of list(message.content)) {
      checkBlock(`${path}.content[${index}]`, block);
    }
  }
  if (response.usage !== undefined) check(`${root}.usage`, response.usage, USAGE);
  if (response.cost !== undefined) {
    const isPriced = (response.cost as { status?: unknown }).status === 'priced';
    check(`${root}.cost`, response.cost, isPriced ? PRICED : UNKNOWN_COST);
  }
  for (const [at, item] of list(response.warnings)) check(`${root}.warnings[${at}]`, item, WARNING);
  for (const [at, item] of list(response.repairs)) check(`${root}.repairs[${at}]`, item, REPAIR);
  return response as unknown as UnifiedResponseInit;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError('UnifiedResponse: expected JSON text, got text that is not JSON', {
      cause,
    });
  }
}

function list(items: unknown): Iterable<[number, unknown]> {
  return ((items ?? []) as unknown[]).entries();
}

function checkBlock(path: string, block: unknown): void {
  check(path, block, { type: STRING });
  const kinds = blockKinds(block.type);
  if (!kinds) throw unexpected(`${path}.type`, 'the type of a content block', block.type);
  check(path, block, kinds);
}

function check(
  path: string,
  value: unknown,
  kinds: FieldKinds,
): asserts value is Record<string, unknown> {
  if (!OBJECT.accepts(value)) throw unexpected(path, OBJECT.expected, value);
  const fault = findFault(value, kinds);
  if (fault) throw unexpected(`${path}.${fault.field}`, fault.expected, fault.value);
}

function unexpected(path: string, expected: string, value: unknown): TypeError {
  return new TypeError(`${path}: expected ${expected}, got ${describeValue(value)}`);
}
