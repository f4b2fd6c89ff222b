import { existsSync, readFileSync } from 'node:fs';
import { checkConverseRequest } from '@outcrop/bedrock-emulator';
import { fromConverseRequest, toConverseRequest } from '@outcrop/converse-mapping';
import { isPlainObject } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { KNOWN_MODELS } from '../packages/bedrock-models/src/known-models.js';
import { wireJson } from './support/wire-json.js';

interface Recording {
  readonly cassette: string;
  readonly path: string;
  /** A text where it was cut. */
  readonly request: unknown;
  readonly status: number;
  readonly body: { readonly message?: string };
}

const recordingsFile = new URL('../../shared/reference/bedrock-recordings.json', import.meta.url);
const refused: readonly Recording[] = existsSync(recordingsFile)
  ? (JSON.parse(readFileSync(recordingsFile, 'utf8')).interactions as Recording[]).filter(
      ({ path, status, request }) =>
        /\/converse/.test(path) && status >= 400 && isPlainObject(request),
    )
  : [];

describe.skipIf(refused.length === 0)('recorded refusals (skipped: no recordings here)', () => {
  const models = Object.keys(KNOWN_MODELS).flatMap((id) => [id, `*.${id}`]);

  it.each(refused)(
    '$cassette is predicted, and prevented by the mapping',
    ({ path, request, body }) => {
      const modelId = decodeURIComponent(path.split('/')[2] ?? '');
      expect(checkConverseRequest(modelId, request, { rules: 'strict', models })).toMatchObject({
        ok: false,
        error: { message: body.message },
      });
      // Which ids exist is not for the mapping to know.
      if (body.message === 'The provided model identifier is invalid.') return;
      const input = { modelId, ...(request as object) };
      const { input: mapped } = toConverseRequest(fromConverseRequest(input));
      expect(checkConverseRequest(modelId, wireJson(mapped), { rules: 'strict' })).toEqual({
        ok: true,
      });
    },
  );
});
