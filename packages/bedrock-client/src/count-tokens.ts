import type { CallOptions } from '@outcrop/provider-registry';
import { type ChatParams, ProviderError, type Warning } from '@outcrop/unified-response';
import { type Call, type ClientCore, operate } from './call.js';
import { prepare, requestOf } from './conversation.js';
import type { WireCountTokensRequest } from './converse-port.js';
import { exchange } from './exchange.js';
import { missingOperation } from './missing-operation.js';

/** How long a conversation is. */
export interface TokenCount {
  readonly inputTokens: number;
  /** The bare id of the model that counted: CountTokens takes no other. */
  readonly model: string;
  readonly requestId?: string;
  /** What was adapted, as it would be for an answer. */
  readonly warnings: readonly Warning[];
}

/** Counts what `createResponse` would send. */
export function countTokens(
  core: ClientCore,
  params: ChatParams,
  options?: CallOptions,
): Promise<TokenCount> {
  const request = requestOf(core, params);
  const work = async (call: Call): Promise<TokenCount> => {
    const { profile, mapping, port, exchange: context } = await prepare(core, request, call);
    if (!port.countTokens) throw missingOperation('countTokens');
    const { baseModelId: modelId } = profile;
    if (modelId === undefined) throw unnamedModel(request.model);
    const { messages = [], system, toolConfig, additionalModelRequestFields } = mapping.input;
    const members = { messages, system, toolConfig, additionalModelRequestFields };
    const known = Object.entries(members).filter(([, value]) => value !== undefined);
    const input: WireCountTokensRequest = {
      modelId,
      input: { converse: Object.fromEntries(known) },
    };
    const send = port.countTokens.bind(port, input);
    const { output, requestId } = await exchange(send, modelId, context);
    if (typeof output.inputTokens !== 'number') throw wrongAnswer(requestId);
    return {
      inputTokens: output.inputTokens,
      model: modelId,
      ...(requestId !== undefined && { requestId }),
      warnings: mapping.warnings,
    };
  };
  const start = {
    call: { operation: 'count_tokens', model: request.model, stream: false },
  } as const;
  return operate(core, options, start, work, ({ requestId }) => ({ requestId }));
}

function unnamedModel(model: string): ProviderError {
  return new ProviderError(
    `${model} does not say which model is behind it, and only a model can count`,
    {
      reason: 'unsupported',
      path: 'model',
      hint: 'Name the model with the option models: { [arn]: { base } }, or set resolveProfiles.',
      provider: 'bedrock',
    },
  );
}

function wrongAnswer(requestId: string | undefined): ProviderError {
  return new ProviderError('The answer has no inputTokens', {
    reason: 'transient',
    retryable: false,
    hint: 'Something between here and Bedrock answered: check proxy and endpoint.',
    provider: 'bedrock',
    ...(requestId !== undefined && { requestId }),
  });
}
