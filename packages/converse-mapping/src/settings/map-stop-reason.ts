import type { FinishReason } from '@outcrop/unified-response';

/**
 * Converse's stop reasons. What is cut or broken never becomes `stop`.
 * Source: the service model's enum StopReason, 2026-11.
 */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  malformed_model_output: 'unknown',
  malformed_tool_use: 'unknown',
};

/** The finish reason for a stop reason; `unknown` for one that is missing or new. */
export function mapStopReason(stopReason: string | undefined): FinishReason {
  if (stopReason === undefined || !Object.hasOwn(FINISH_REASONS, stopReason)) return 'unknown';
  return FINISH_REASONS[stopReason] ?? 'unknown';
}
