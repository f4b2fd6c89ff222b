import type { FactRow } from '../model-facts.js';

const UP_TO_4_1 = 'claude-3-.+|claude-(opus|sonnet)-4|claude-opus-4-1';
const FROM_3 = 'claude-3-.+|claude-[a-z]+-[4-9].*';
const FROM_4_6 = 'claude-[a-z]+-(4-[6-9]|[5-9](-[0-9]{1,2})?)';
const FROM_4_7 = 'claude-[a-z]+-(4-[7-9]|[5-9](-[0-9]{1,2})?)';

function claude(models: string, facts: FactRow['facts'], source: string, seen: string): FactRow {
  return { vendor: 'anthropic', models, facts, source, seen };
}

/** Facts about Anthropic's models. A later row overrules an earlier one. */
export const anthropicFacts: readonly FactRow[] = [
  claude(
    'claude.+',
    { leadingAssistant: 'accepted' },
    'pydantic-ai#6254: live, us-east-1; recorded',
    '2026-07-03',
  ),
  claude(
    'claude.+',
    { whitespace: 'left to the model' },
    'recorded: "\\n" between a document and a cache point; hermes#63983 has the text of the model',
    '2026',
  ),
  claude(
    'claude.+',
    { refusedMedia: { inMessage: ['video'], inToolResult: ['video'] } },
    'recorded; pydantic-ai#6254',
    '2026-07-03',
  ),
  claude('claude.+', { s3Sources: 'refused' }, 'recorded', '2026'),
  claude(
    FROM_3,
    {
      anthropicMessages: true,
      toolUseIds: 'letters, digits, _ and -',
      mediaPerRequest: 20,
    },
    'the texts cite Messages API paths; bifrost#6300; cline#1844, boto3#4632',
    '2025',
  ),
  claude(
    'claude-(instant|v2).*',
    {
      tools: 'refused',
      caching: 'refused',
      reasoningInput: 'refused',
      textFormat: 'refused',
      strictTools: 'refused',
      refusedMedia: {
        inMessage: ['image', 'video'],
        inToolResult: ['image', 'document', 'video'],
      },
    },
    'AWS table of Converse features: no tools, no vision',
    '2024',
  ),
  claude(
    'claude-3-5-haiku',
    { refusedMedia: { inMessage: ['image', 'video'], inToolResult: ['image', 'video'] } },
    'AWS table of Converse features: no vision',
    '2024',
  ),
  claude(
    'claude-3-(haiku|sonnet|opus)|claude-3-5-sonnet-20240620',
    { caching: 'refused', maxTokens: 4096 },
    'litellm#39210; vercel/ai#2772, aichat#813, Roo#248',
    '2025',
  ),
  claude(
    'claude-3-(5-)?(haiku|sonnet|opus)',
    { reasoningInput: 'refused', thinkingTypes: [] },
    'vercel/ai#7034: live, Claude 3 Haiku; thinking begins with 3.7',
    '2026-07-21',
  ),
  claude(
    'claude-3-7-.+|claude-[a-z]+-[4-9].*',
    { reasoningInput: 'signed' },
    'recorded; llama_index#20851, windmill#9545',
    '2026-06-12',
  ),
  claude(
    'claude-3-7-sonnet|claude-(opus|sonnet)-4|claude-opus-4-1|claude-[a-z]+-4-5',
    { thinkingTypes: ['enabled'] },
    'recorded; 4.6 brought adaptive thinking',
    '2026',
  ),
  claude(
    'claude-[a-z]+-4-6',
    { thinkingTypes: ['enabled', 'adaptive'] },
    'pi#3289; pydantic-ai profile',
    '2026-04-16',
  ),
  claude(
    FROM_4_7,
    {
      thinkingTypes: ['adaptive'],
      sampling: 'refused',
      refusedBetas: ['interleaved-thinking-2025-05-14'],
    },
    'pi#3289, pi#7098, coder#26691; browser-use#5448, livekit/agents#6581; pi#3290',
    '2026-07-25',
  ),
  claude(
    'claude-opus-4-1|claude-[a-z]+-4-[56]',
    { sampling: 'temperature or top_p' },
    'litellm#15070, bedrock-access-gateway#191, #208, #238',
    '2026-04-14',
  ),
  claude(
    FROM_4_6,
    { prefill: 'refused' },
    'opencode#29760, strands#1694, deepagents#1585',
    '2026-05-28',
  ),
  claude(
    `${UP_TO_4_1}|claude-(sonnet|haiku)-4-5`,
    { effort: 'refused' },
    'claude-code#30795 (Sonnet 4.5), #30760 (Haiku); Opus 4.5 and 4.6 on take it',
    '2026-03-04',
  ),
  claude(
    UP_TO_4_1,
    { cacheTtlOneHour: 'refused' },
    'pi#1570; prices for 1h begin with 4.5',
    '2026-02-20',
  ),
  claude(
    `${UP_TO_4_1}|claude-opus-4-[78]|claude-opus-5(-5)?|claude-(sonnet|fable)-5`,
    { textFormat: 'refused' },
    'vercel/ai#14773, anthropic-sdk-python#1759, pydantic-ai profile; 4.5 and 4.6 take it: recorded',
    '2026-07-15',
  ),
  claude(
    `${UP_TO_4_1}|claude-opus-4-[78]|claude-(sonnet|fable)-5`,
    { strictTools: 'refused' },
    'litellm#33193 (Opus 5 and Sonnet 4.6 take it), litellm#39115, pydantic-ai profile',
    '2026-07-27',
  ),
  claude(
    'claude-haiku-4-5',
    { maxTokens: 64_000 },
    'live: accepts 64000, refuses one more',
    '2026',
  ),
  claude(
    'claude-[a-z]+-[5-9](-[0-9]{1,2})?',
    { mediaPerRequest: 100 },
    'accelerated-intelligent-document-processing-on-aws#994: 29 images accepted, #147: 100',
    '2026-09-18',
  ),
];
