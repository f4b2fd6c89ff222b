import { isProviderError, type ProviderError } from '@outcrop/unified-response';
import { afterEach } from 'vitest';
import { createOpenAiClient, type OpenAiClient } from '../openai-client.js';
import type { OpenAiClientOptions } from '../options.js';
import { type FakeServer, startServer } from './fake-server.js';

const servers: FakeServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that is closed with the test, and a client of it. */
export async function withServer(
  answer: Parameters<typeof startServer>[0],
  options: OpenAiClientOptions = {},
): Promise<{ readonly server: FakeServer; readonly client: OpenAiClient }> {
  const server = await startServer(answer);
  servers.push(server);
  const client = createOpenAiClient({
    ...{ baseUrl: `${server.url}/v1`, apiKey: 'a-key-of-tests', model: 'a-model', maxRetries: 0 },
    ...options,
  });
  return { server, client };
}

/** The error of a call that has to fail. */
export async function errorOf(call: Promise<unknown>): Promise<ProviderError> {
  const thrown: unknown = await call.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (isProviderError(thrown)) return thrown;
  throw thrown;
}
