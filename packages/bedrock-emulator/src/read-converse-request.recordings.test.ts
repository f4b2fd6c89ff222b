import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
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
      path.endsWith('/converse') && typeof request !== 'string' && !outsideTheModel.has(cassette),
  );
}

function modelIdOf(path: string): string {
  return decodeURIComponent(path.split('/')[2] ?? '');
}

function refusalOf({ path, request }: Recording): string | undefined {
  try {
    readConverseRequest(modelIdOf(path), request, { validate: true });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe.skipIf(!existsSync(recordingsUrl))(
  'real requests (skipped where the recordings are absent)',
  () => {
    it('takes every request that the real service took', () => {
      const taken = recordings().filter(({ status }) => status === 200);
      expect(taken.length).toBeGreaterThan(100);
      const refused = taken.flatMap((recording) => {
        const refusal = refusalOf(recording);
        return refusal === undefined ? [] : [`${recording.cassette}: ${refusal}`];
      });
      expect(refused).toEqual([]);
    });

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

    it('knows why it takes the requests that the real service refused', () => {
      const refused = recordings().filter(({ status }) => status === 400);
      expect(refused.length).toBeGreaterThan(0);
      const reasons = new Set(refused.map(({ body }) => body.message?.replace(/\d+/g, 'N')));
      // All of them are rules of one model family or about models that do not exist.
      expect([...reasons].sort()).toEqual([
        'The model returned the following errors: Malformed input request: #/messages/N/content/N: extraneous key [toolResult] is not permitted, please reformat your input and try again.',
        'The provided model identifier is invalid.',
        "This model doesn't support the sNUri field. Remove sNUri and try again.",
        "This model doesn't support the video content block that you provided. Update the content block and try again.",
      ]);
      expect(refused.map(refusalOf)).toEqual(refused.map(() => undefined));
    });
  },
);
