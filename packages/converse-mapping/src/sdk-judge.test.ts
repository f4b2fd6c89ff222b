import { Readable } from 'node:stream';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { anyRequest } from './testing/arbitrary-request.js';
import { anyOfShape } from './testing/arbitrary-wire.js';
import { PROFILES } from './testing/profiles.js';
import { hasServiceModel } from './testing/service-model.js';
import { toConverseRequest } from './to-converse-request.js';

/** A function that gives the body the SDK itself would send. */
function sdkSerializer(): (input: object) => Promise<unknown> {
  let body: unknown;
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { readonly body?: unknown }) => {
        body = request.body;
        const answer = Readable.from([Buffer.from('{}')]);
        return { response: { statusCode: 200, headers: {}, body: answer } };
      },
    },
  });
  return async (input) => {
    await client.send(new ConverseCommand(input as ConverseCommandInput));
    return JSON.parse(new TextDecoder().decode(body as Uint8Array));
  };
}

/** The same by plain JSON: bytes as base64, the model's id in the path. */
function plainBody({ modelId: _, ...members }: { readonly modelId: string }): unknown {
  return JSON.parse(
    JSON.stringify(members, (_name, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  );
}

describe("the AWS SDK's own serializer", () => {
  // It announces the end of Node 20, which is not what is tested here.
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  const bodyOfSdk = sdkSerializer();

  test('writes what plain JSON writes, for any request and any model', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, fc.constantFrom(...PROFILES), async (request, profile) => {
        const { input } = toConverseRequest(request, { profile });
        expect(await bodyOfSdk(input)).toEqual(plainBody(input));
      }),
      { numRuns: 150 },
    );
  });

  test.skipIf(!hasServiceModel)(
    'writes what plain JSON writes, for every member (skipped: no service model here)',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyOfShape('ConverseRequest'), async (wire) => {
          const input = wire as { readonly modelId: string };
          expect(await bodyOfSdk(input)).toEqual(plainBody(input));
        }),
        { numRuns: 100 },
      );
    },
  );
});
