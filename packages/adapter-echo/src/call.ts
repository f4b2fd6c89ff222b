import type { Pricer } from '@outcrop/pricing';
import { loadResponseFormat } from '@outcrop/structured-output';
import {
  type ChatParams,
  ProviderError,
  parseParams,
  UnifiedResponse,
} from '@outcrop/unified-response';
import { fromWire } from './from-wire.js';
import { toWire } from './to-wire.js';
import type { WireAnswer, WireRequest } from './wire.js';

/** One call: what is sent, and how its answer is read. */
export interface Call {
  readonly body: Omit<WireRequest, 'stream'>;
  /** An answer, or what has arrived of it. */
  responseOf(answer: WireAnswer): UnifiedResponse;
  /**
   * The same response with its `parsed`, where the call has a `response_format`.
   * @throws ProviderError `model_error` when the text does not fit it.
   */
  withParsed(response: UnifiedResponse): Promise<UnifiedResponse>;
}

/** @throws ProviderError `invalid_request` for params that are not as they have to be. */
export async function callOf(params: ChatParams, pricer: Pricer): Promise<Call> {
  const request = parseParams(params);
  const format = await loadResponseFormat(request.responseFormat);
  const { body, warnings } = toWire(request, format?.schema);
  return {
    body,
    responseOf: (answer) => {
      const init = fromWire(request.model, answer);
      const cost = pricer.cost(init.usage, request);
      return new UnifiedResponse({ ...init, cost, warnings: [...request.warnings, ...warnings] });
    },
    withParsed: async (response) => {
      if (!format || response.finishReason !== 'stop') return response;
      const validation = await format.validate(jsonOf(response.text));
      if (validation.ok) return response.with({ parsed: validation.value });
      const [{ path, message } = { path: '', message: '' }] = validation.violations;
      throw new ProviderError(`The answer does not fit ${format.name}: ${path} ${message}`, {
        reason: 'model_error',
        hint: 'Send the call again; error.partial has the answer.',
        ...{ provider: 'echo', partial: response },
      });
    },
  };
}

/** What is no JSON is a text, which fits no object. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
