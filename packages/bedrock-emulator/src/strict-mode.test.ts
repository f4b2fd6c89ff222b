import {
  AccessDeniedException,
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  ModelErrorException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmulatorOptions } from './emulator-options.js';
import { startEmulator } from './start-emulator.js';

const open: { close(): Promise<void> | void }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const STRICT: EmulatorOptions = { rules: 'strict' };

async function clientOf(options: EmulatorOptions): Promise<BedrockRuntimeClient> {
  const emulator = await startEmulator(options);
  const client = new BedrockRuntimeClient({
    ...emulator.clientOptions,
    requestHandler: new NodeHttpHandler({}),
    maxAttempts: 1,
  });
  open.push(emulator, { close: () => client.destroy() });
  return client;
}

/** The answer, or the error. */
async function converse(input: ConverseCommandInput, options = STRICT): Promise<unknown> {
  const client = await clientOf(options);
  return client.send(new ConverseCommand(input)).catch((error: unknown) => error);
}

/** The same as a stream. */
async function stream(input: ConverseCommandInput): Promise<unknown> {
  const client = await clientOf(STRICT);
  return client.send(new ConverseStreamCommand(input)).catch((error: unknown) => error);
}

const text = [{ text: 'Hello' }];
const cached: ConverseCommandInput = {
  modelId: 'deepseek.r1-v1:0',
  messages: [{ role: 'user', content: [...text, { cachePoint: { type: 'default' } }] }],
};
const tools = [{ toolSpec: { name: 'look-up', inputSchema: { json: { type: 'object' } } } }];

describe('strict mode over HTTP', () => {
  it('refuses a cache point with 403, which is no matter of access', async () => {
    const error = await converse(cached);
    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error).toMatchObject({
      message:
        'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('fails the calls of a tool with 424', async () => {
    const error = await converse({
      modelId: 'us.amazon.nova-pro-v1:0',
      messages: [{ role: 'user', content: text }],
      toolConfig: { tools },
    });
    expect(error).toBeInstanceOf(ModelErrorException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 424 } });
  });

  it('refuses tools in a stream of a model that streams without them', async () => {
    const request = {
      modelId: 'us.meta.llama4-maverick-17b-instruct-v1:0',
      messages: [{ role: 'user' as const, content: text }],
      toolConfig: { tools },
    };
    expect(await converse(request)).toMatchObject({ stopReason: 'tool_use' });
    const error = await stream(request);
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({
      message: "This model doesn't support tool use in streaming mode.",
    });
  });

  it('counts the base64 of an image, not its bytes', async () => {
    const bytes = new Uint8Array(3_932_161);
    const error = await converse({
      modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes } } }] }],
    });
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({
      message:
        'The model returned the following errors: messages.0.content.0.image.source.bytes: image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes',
    });
  });

  it('takes no step of the script for what it refuses', async () => {
    const options = { rules: 'strict', replies: ['first'] } as const;
    const emulator = await startEmulator(options);
    const client = new BedrockRuntimeClient(emulator.clientOptions);
    open.push(emulator, { close: () => client.destroy() });
    await client.send(new ConverseCommand(cached)).catch(() => undefined);
    const { output } = await client.send(
      new ConverseCommand({ ...cached, modelId: 'us.amazon.nova-pro-v1:0' }),
    );
    expect(output?.message?.content).toEqual([{ text: 'first' }]);
  });

  it.each([{}, { rules: 'service' }, { rules: 'strict', validate: false }] as const)(
    'is off with %j',
    async (options) => {
      expect(await converse(cached, options)).toMatchObject({ stopReason: 'end_turn' });
    },
  );
});
