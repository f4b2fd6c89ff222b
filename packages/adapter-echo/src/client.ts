import { createPricer, type Pricer } from '@outcrop/pricing';
import { type CallOptions, defineClient, type ModelClient } from '@outcrop/provider-registry';
import {
  type ChatParams,
  isProviderError,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { callOf } from './call.js';
import { cutOff } from './failure.js';
import { askStreamed, askWhole } from './http.js';
import type { EchoOptions } from './options.js';
import { StreamDecoder } from './stream-decoder.js';

/** A client of Echo. It holds nothing of a call, so calls may run side by side. */
export function createEchoClient(echo: EchoOptions): ModelClient {
  // Echo publishes no prices: what a call cost is known when the call names its price.
  const pricer = createPricer({ table: [] });
  return defineClient({
    create: async (params, options = {}) => {
      const call = await callOf(params, pricer);
      return call.withParsed(call.responseOf(await askWhole(echo, call.body, options)));
    },
    stream: (params, options) => eventsOf(echo, pricer, params, options),
  });
}

async function* eventsOf(
  echo: EchoOptions,
  pricer: Pricer,
  params: ChatParams,
  options: CallOptions = {},
): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
  const call = await callOf(params, pricer);
  const decoder = new StreamDecoder(call.body.model);
  try {
    for await (const event of askStreamed(echo, call.body, options)) yield* decoder.push(event);
  } catch (error) {
    const isBroken = decoder.hasBegun && isProviderError(error) && error.reason === 'transient';
    throw isBroken ? cutOff(call.responseOf(decoder.answer), error) : error;
  }
  const whole = call.responseOf(decoder.answer);
  if (!decoder.isComplete) throw cutOff(whole);
  const response = await call.withParsed(whole);
  for (const warning of response.warnings) yield { type: 'warning', ...warning };
  yield { type: 'usage', usage: response.usage };
  yield { type: 'finish', finishReason: response.finishReason, response };
}
