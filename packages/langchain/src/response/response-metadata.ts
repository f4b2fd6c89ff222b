import { definedFields, type UnifiedResponse } from '@outcrop/unified-response';

/** The name under which LangChain would look for a translation of the content: ours needs none. */
export const MODEL_PROVIDER = 'outcrop';

/** What an answer says beyond its content and usage. All but `parsed` is JSON. */
export function toResponseMetadata(response: UnifiedResponse): Record<string, unknown> {
  const json = response.with({ messages: [], parsed: undefined }).toJSON();
  const { provider, status, cost, usage, warnings, repairs, providerMetadata } = json;
  const { stopReason } = response.providerMetadata;
  return definedFields({
    model_provider: MODEL_PROVIDER,
    model_name: response.model,
    provider,
    request_id: response.id || undefined,
    status,
    finish_reason: response.finishReason,
    stop_reason: typeof stopReason === 'string' ? stopReason : undefined,
    cost,
    usage,
    warnings,
    repairs,
    provider_metadata: providerMetadata,
    parsed: response.parsed,
  });
}
