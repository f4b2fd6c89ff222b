import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkConverseRequest } from './check-converse-request.js';
import type { JsonValue } from './json.js';
import { toConverseResponse } from './message-answer.js';
import { readConverseRequest } from './read-converse-request.js';
import { standInAnswer } from './stand-in/stand-in-model.js';

const recordingsUrl = new URL(
  '../../../../shared/reference/bedrock-recordings.json',
  import.meta.url,
);

interface Recording {
  readonly cassette: string;
  readonly path: string;
  readonly request: JsonValue;
  readonly status: number;
  readonly body: { readonly message?: string };
}

// Recorded in 2025 with the video format `video/mp4`, which the service's own model does not list;
// the emulator keeps to the model.
const outsideTheModel = new Set(['test_video_url_input']);

/** Real requests, with the long base64 texts that were trimmed for storage made whole again. */
function recordings(): Recording[] {
  const text = readFileSync(recordingsUrl, 'utf8').replaceAll(
    /"[^"]*<<trimmed \d+ chars>>"/g,
    '"AAAA"',
  );
  return (JSON.parse(text) as { interactions: Recording[] }).interactions.filter(
    // One request was stored as a cut JSON text, which nothing can read.
    ({ cassette, path, request }) =>
      /\/converse(-stream)?$/.test(path) &&
      typeof request !== 'string' &&
      !outsideTheModel.has(cassette),
  );
}

function modelIdOf(path: string): string {
  return decodeURIComponent(path.split('/')[2] ?? '');
}

type Options = Parameters<typeof checkConverseRequest>[2];

function refusalOf({ path, request }: Recording, options?: Options): string | undefined {
  const result = checkConverseRequest(modelIdOf(path), request, options);
  return result.ok ? undefined : result.error.message;
}

describe.skipIf(!existsSync(recordingsUrl))(
  'real requests (skipped where the recordings are absent)',
  () => {
    it.each(['service', 'strict'] as const)(
      'takes every request that the real service took, by its %s rules',
      (rules) => {
        const taken = recordings().filter(({ status }) => status === 200);
        expect(taken.length).toBeGreaterThan(100);
        const refused = taken.flatMap((recording) => {
          const refusal = refusalOf(recording, { rules });
          return refusal === undefined ? [] : [`${recording.cassette}: ${refusal}`];
        });
        expect(refused).toEqual([]);
      },
    );

    it('has a stand-in answer for each, with tool input that fits the real schema', () => {
      const ajv = new Ajv2020({ strict: false, logger: false });
      let calls = 0;
      for (const { path, request: body } of recordings()) {
        const request = readConverseRequest(modelIdOf(path), body, { validate: true });
        const response = toConverseResponse(standInAnswer(request), request);
        expect(response).toMatchObject({ output: { message: { role: 'assistant' } } });
        for (const { toolUse } of standInAnswer(request).content) {
          if (toolUse === undefined) continue;
          calls += 1;
          const tool = request.toolConfig?.tools?.find(
            ({ toolSpec }) => toolSpec?.name === toolUse.name,
          );
          const schema = tool?.toolSpec?.inputSchema?.json as object;
          expect(ajv.validate(schema, toolUse.input)).toBe(true);
        }
      }
      expect(calls).toBeGreaterThan(30);
    });

    it('refuses in strict mode what the real service refused, in its words', () => {
      const all = recordings();
      const models = all.flatMap(({ path, status }) => (status === 200 ? [modelIdOf(path)] : []));
      const refused = all.filter(({ status }) => status === 400);
      expect(refused.length).toBeGreaterThan(6);
      expect(refused.map((recording) => refusalOf(recording, { rules: 'strict', models }))).toEqual(
        refused.map(({ body }) => body.message),
      );
    });

    it('takes by the rules of the service what only a model refused', () => {
      const refused = recordings().filter(({ status }) => status === 400);
      expect(refused.map((recording) => refusalOf(recording))).toEqual(
        refused.map(() => undefined),
      );
    });
  },
);
