import { existsSync, readFileSync } from 'node:fs';
import { modelProfile } from '@outcrop/bedrock-models';
import { isPlainObject } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { fromConverseRequest } from './from-converse-request.js';
import { fromConverseResponse } from './from-converse-response.js';
import { toConverseRequest } from './to-converse-request.js';
import { toConverseResponse } from './to-converse-response.js';
import type { WireConverseRequest } from './wire/wire-request.js';
import type { WireConverseResponse } from './wire/wire-response.js';

interface Recording {
  readonly cassette: string;
  readonly path: string;
  /** A string where the recording was trimmed. */
  readonly request: unknown;
  readonly status: number;
  readonly body: unknown;
}

const file = new URL('../../../../shared/reference/bedrock-recordings.json', import.meta.url);
const recordings: readonly Recording[] = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8')).interactions
  : [];
const converse = recordings.filter(({ path }) => /\/converse(-stream)?$/.test(path));

describe.skipIf(recordings.length === 0)(
  'recorded interactions (skipped: no recordings here)',
  () => {
    test.each(converse.filter((r) => r.path.endsWith('/converse') && r.status === 200))(
      '$cassette: nothing of the response is lost',
      ({ body, path }) => {
        const response = fromConverseResponse(body as WireConverseResponse, {
          model: modelOf(path),
        });
        const kept = new Set(leaves(response.toJSON()).map(String));
        const lost = leaves(body).filter((leaf) => !isKept(leaf, kept));
        expect(lost).toEqual([]);
        expect(response.text).toBe(textOf(body));
        expect(asWire(toConverseResponse(response))).toEqual(body);
      },
    );

    test.each(converse.filter(({ request, status }) => status === 200 && isPlainObject(request)))(
      '$cassette: the request is rebuilt',
      ({ request, path }) => {
        const modelId = modelOf(path);
        const body = request as Omit<WireConverseRequest, 'modelId'>;
        const input: WireConverseRequest = { modelId, ...body };
        const unified = fromConverseRequest(input);
        const rebuilt = toConverseRequest(unified, { profile: modelProfile(modelId) });
        expect(asWire(rebuilt.input)).toEqual(asWire(withoutEmptyMembers(input)));
      },
    );
  },
);

function modelOf(path: string): string {
  return decodeURIComponent(path.split('/')[2] ?? '');
}

/**
 * Difference 1: an empty `system` or `inferenceConfig` says nothing, so it is not sent.
 * Difference 2: blank texts are not sent; this one was accepted, most are refused. Where it kept a
 * cache point off a document, a visible text does.
 */
function withoutEmptyMembers(input: WireConverseRequest): object {
  const messages = input.messages?.map((message) => ({
    ...message,
    content: message.content.flatMap((block, at): readonly object[] => {
      if (!('text' in block) || block.text.trim() !== '') return [block];
      const next = message.content[at + 1];
      return next && 'cachePoint' in next ? [{ text: '(End of the document.)' }] : [];
    }),
  }));
  return Object.fromEntries(
    Object.entries({ ...input, messages }).filter(
      ([, value]) => typeof value !== 'object' || Object.keys(value).length > 0,
    ),
  );
}

/** Every scalar, depth first. */
function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isPlainObject(value)) return Object.values(value).flatMap(leaves);
  return [value];
}

/** Tool inputs are kept as JSON text, so their leaves are looked for inside the texts. */
function isKept(leaf: unknown, kept: ReadonlySet<string>): boolean {
  if (kept.has(String(leaf))) return true;
  const json = JSON.stringify(leaf);
  return [...kept].some((text) => text.startsWith('{') && text.includes(json));
}

function textOf(body: unknown): string {
  const { output } = body as { output: { message: { content: { text?: string }[] } } };
  return output.message.content.map((block) => block.text ?? '').join('');
}

/** JSON as it travels: bytes as base64. Difference 3: the schema of a text format has no white space. */
function asWire(input: object): unknown {
  const json = JSON.stringify(input, (name, value) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    return name === 'schema' && typeof value === 'string' ? JSON.parse(value) : value;
  });
  return JSON.parse(json);
}
