import type { FactRow } from '../model-facts.js';

function amazon(models: string, facts: FactRow['facts'], source: string, seen: string): FactRow {
  return { vendor: 'amazon', models, facts, source, seen };
}

const NOVA_1 = 'nova-(micro|lite|pro|premier)';
const NOVA_2 = 'nova-2-(lite|pro|premier|omni)';

/** Facts about Amazon's models. A later row overrules an earlier one. */
export const amazonFacts: readonly FactRow[] = [
  amazon(
    `${NOVA_1}|${NOVA_2}`,
    { novaSchema: true },
    'recorded; zed#31815, LibreChat#13838, Semoss#2892, inspect_ai#3939',
    '2026-08-13',
  ),
  amazon(
    `${NOVA_1}|${NOVA_2}`,
    { reasoningInput: 'refused' },
    'oh-my-pi#9086: its own, which is never signed',
    '2026-08-20',
  ),
  amazon(`${NOVA_1}|${NOVA_2}`, { cacheTtlOneHour: 'refused' }, 'pi#1570', '2026-02-20'),
  amazon(
    `${NOVA_1}|${NOVA_2}`,
    { textFormat: 'refused', strictTools: 'refused' },
    'not among the models AWS lists for structured output (pydantic-ai profile)',
    '2026-07',
  ),
  amazon(
    'nova-micro',
    {
      refusedMedia: {
        inMessage: ['image', 'document', 'video'],
        inToolResult: ['image', 'document', 'video'],
      },
    },
    'AWS table of Converse features: text only',
    '2024',
  ),
  amazon(NOVA_1, { reasoningConfig: 'refused' }, 'inspect_ai#5301 (Nova Pro)', '2026-09-08'),
  amazon(NOVA_2, { reasoningConfig: 'accepted' }, 'vercel/ai#10839', '2025-12-03'),
  amazon('nova-pro', { maxTokens: 10_000 }, 'live: Nova Pro refuses more than 10000', '2026'),
  amazon(
    'titan-t.+',
    {
      systemPrompt: 'refused',
      tools: 'refused',
      reasoningInput: 'refused',
      caching: 'refused',
      s3Sources: 'refused',
      textFormat: 'refused',
      strictTools: 'refused',
      refusedMedia: { inMessage: ['image', 'video'] },
    },
    'LibreChat#6456, anything-llm#2486; AWS table of Converse features: no system, tools, vision',
    '2025-03-21',
  ),
  amazon(
    'titan-text-premier',
    { refusedMedia: { inMessage: ['image', 'document', 'video'] } },
    'AWS table of Converse features',
    '2024',
  ),
];
