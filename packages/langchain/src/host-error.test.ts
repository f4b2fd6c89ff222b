import {
  ContextOverflowError,
  getRetryable,
  LangChainError,
  ModelAbortError,
} from '@langchain/core/errors';
import { reply } from '@outcrop/bedrock-emulator';
import { isProviderError, ProviderError, UnifiedResponse } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { emulated, MODEL } from '../../../tests/support/emulated.js';
import { ChatOutcrop } from './chat-outcrop.js';
import { toHostError } from './host-error.js';

async function caught(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It went well.');
}

describe('an error', () => {
  it('stays a ProviderError, and is retried by nobody but the client', async () => {
    const { emulator, client } = await emulated({}, { totalMaxAttempts: 2 });
    emulator.reply(reply.error('ThrottlingException', undefined, { times: 9 }));
    const model = new ChatOutcrop({ client, model: MODEL });
    const error = await caught(model.invoke('Hi'));
    expect(isProviderError(error) && error.reason).toBe('throttled');
    expect(getRetryable(error)).toBe(true);
    expect(emulator.requests).toHaveLength(2);
    await caught(
      model.stream('Hi').then(async (stream) => {
        for await (const _ of stream);
      }),
    );
    expect(emulator.requests).toHaveLength(4);
  });

  it('of an abort is what LangChain looks for, with what had arrived', () => {
    const partial = new UnifiedResponse({
      id: 'r1',
      model: 'm1',
      provider: 'p1',
      messages: [{ role: 'assistant', content: [{ type: 'text', text: 'Autumn' }] }],
    });
    const error = toHostError(new ProviderError('Aborted.', { reason: 'aborted', partial }));
    expect(LangChainError.isInstance(error)).toBe(true);
    expect(ModelAbortError.isInstance(error) && error.partialOutput?.content).toBe('Autumn');
    expect(ContextOverflowError.isInstance(error)).toBe(false);
    expect(getRetryable(error)).toBe(false);
    expect(JSON.stringify(error)).not.toContain('partialOutput');
  });

  it('of a context that is too long is what LangChain looks for', () => {
    const error = toHostError(new ProviderError('Too long.', { reason: 'context_overflow' }));
    expect(ContextOverflowError.isInstance(error) && isProviderError(error)).toBe(true);
  });

  it('of anybody else is left alone', () => {
    const error = new TypeError('no');
    expect(toHostError(error)).toBe(error);
    expect(getRetryable(error)).toBeUndefined();
  });

  it('of an abort ends an invoked call', async () => {
    const { emulator, client } = await emulated();
    emulator.reply(reply({ text: 'Late.', delayMs: 60_000 }));
    const controller = new AbortController();
    const model = new ChatOutcrop({ client, model: MODEL });
    const error = caught(model.invoke('Hi', { signal: controller.signal }));
    await expect.poll(() => emulator.requests.length).toBe(1);
    controller.abort();
    expect(ModelAbortError.isInstance(await error)).toBe(true);
    await expect.poll(() => emulator.requests[0]?.closedBy).toBe('client');
  });

  it('of a message that cannot be sent names its place', async () => {
    const { client } = await emulated();
    const error = await caught(
      new ChatOutcrop({ client, model: MODEL }).invoke([
        { role: 'user', content: [{ type: 'image', mimeType: 'image/png', data: '!' }] },
      ]),
    );
    expect(isProviderError(error) && error.path).toBe('messages[0].content[0].data');
  });
});
