import { isPlainObject, isProviderError, type Usage } from '@outcrop/unified-response';
import type { CallEnd, CallStart, Destination } from './observation.js';

/** Attributes by name, as OpenTelemetry takes them. */
export type TelemetryAttributes = Record<string, string | number | boolean | string[]>;

/**
 * Names of OpenTelemetry's semantic conventions for generative AI, v0.1 (2026), which are not stable
 * yet; `outcrop.*` are our own.
 */
export const TOKEN_USAGE_METRIC = 'gen_ai.client.token.usage';
export const DURATION_METRIC = 'gen_ai.client.operation.duration';
export const TOKEN_BUCKETS: number[] = Array.from({ length: 14 }, (_, power) => 4 ** power);
export const SECONDS_BUCKETS: number[] = Array.from({ length: 14 }, (_, at) => 0.01 * 2 ** at);

/** What spans and metrics of a call have in common, from its start on. */
export function callAttributes({ call }: CallStart): TelemetryAttributes {
  return {
    'gen_ai.operation.name': call.operation,
    'gen_ai.provider.name': 'aws.bedrock',
    ...defined({ 'gen_ai.request.model': call.model }),
  };
}

/** What was asked for; no content. */
export function requestAttributes({ call, request }: CallStart): TelemetryAttributes {
  const { inference, family, guardrail, responseFormat } = request ?? {};
  return defined({
    'gen_ai.request.stream': call.stream || undefined,
    'gen_ai.request.max_tokens': inference?.maxTokens,
    'gen_ai.request.temperature': inference?.temperature,
    'gen_ai.request.top_p': inference?.topP,
    'gen_ai.request.top_k': family?.topK ?? family?.k,
    'gen_ai.request.seed': family?.seed,
    'gen_ai.request.stop_sequences': inference?.stopSequences && [...inference.stopSequences],
    'gen_ai.output.type': responseFormat === undefined ? undefined : outputType(responseFormat),
    'aws.bedrock.guardrail.id': guardrail?.guardrailIdentifier,
  });
}

/** A schema library's type asks for JSON, as every `response_format` does but `text`. */
function outputType(format: unknown): string {
  return isPlainObject(format) && format.type === 'text' ? 'text' : 'json';
}

export function destinationAttributes({ hostname, port }: Destination): TelemetryAttributes {
  return defined({ 'server.address': hostname, 'server.port': port });
}

/** What came of it; no content. */
export function endAttributes(end: CallEnd): TelemetryAttributes {
  const { requestId, usage, cost, response, firstEventMs, error, left } = end;
  const id = requestId ?? (isProviderError(error) ? error.requestId : undefined);
  return defined({
    'gen_ai.response.id': response === undefined ? undefined : id,
    'aws.request_id': id,
    'gen_ai.response.finish_reasons': response && [response.finishReason],
    'gen_ai.response.time_to_first_chunk': firstEventMs && firstEventMs / 1000,
    ...(usage && usageAttributes(usage)),
    'error.type': errorType(end),
    'outcrop.cost.usd': cost?.status === 'priced' ? cost.usd : undefined,
    'outcrop.stream.left': left,
  });
}

/** The reason of the `ProviderError`: one of a few words. */
export function errorType({ error }: CallEnd): string | undefined {
  if (error === undefined) return undefined;
  return isProviderError(error) ? error.reason : '_OTHER';
}

function usageAttributes(usage: Usage): Record<string, number | undefined> {
  return {
    'gen_ai.usage.input_tokens': inputTokens(usage),
    'gen_ai.usage.output_tokens': usage.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage.cacheReadInputTokens,
    'gen_ai.usage.cache_creation.input_tokens': usage.cacheWriteInputTokens,
    'gen_ai.usage.reasoning.output_tokens': usage.reasoningTokens,
  };
}

/** The conventions count cached tokens among the input, Converse does not. */
export function inputTokens(usage: Usage): number {
  return usage.inputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens;
}

function defined(
  attributes: Readonly<Record<string, TelemetryAttributes[string] | undefined>>,
): TelemetryAttributes {
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as TelemetryAttributes;
}
