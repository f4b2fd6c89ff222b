import { CONSERVATIVE_FACTS, DOCUMENTS_ONLY, IMAGES_AND_DOCUMENTS } from '../conservative-facts.js';
import type { Family } from '../family.js';
import type { CacheRules, ModelFacts, ReasoningRules, SamplingRules } from '../model-profile.js';

const CHECKED = '2026-11-23';
const CONVERSE =
  'AWS Bedrock user guide (Converse model features); pydantic-ai providers/bedrock.py (live 2026-07-03)';
const CACHING = 'AWS and Anthropic prompt caching pages; AWS price page for the 1h lifetime';
const LIMITS = 'models.dev, 2026-11-10';

const CACHE: CacheRules = {
  placements: ['system', 'messages', 'tools'],
  // "A maximum of 4 blocks with cache_control may be provided."
  maxPoints: 4,
  minimumTokens: 1024,
  ttls: ['5m'],
};
const CACHE_1H: CacheRules = { ...CACHE, ttls: ['5m', '1h'] };

const BUDGET: ReasoningRules = {
  mode: 'budget',
  field: 'thinking',
  efforts: [],
  minimumBudgetTokens: 1024,
  optional: true,
  replay: 'signed',
  samplingAllowed: false,
  // "Thinking may not be enabled when tool_choice forces tool use."
  forcedToolChoice: false,
};
/** 4.6 takes both shapes; its efforts have no `xhigh`. */
const ADAPTIVE_OR_BUDGET: ReasoningRules = {
  ...BUDGET,
  mode: 'adaptive',
  efforts: ['low', 'medium', 'high', 'max'],
};
/** From Opus 4.7 on: "thinking.type.enabled" is not supported for this model. */
const ADAPTIVE: ReasoningRules = {
  mode: 'adaptive',
  field: 'thinking',
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  optional: true,
  replay: 'signed',
  samplingAllowed: false,
  forcedToolChoice: false,
};

const CLAUDE_3: ModelFacts = {
  ...CONSERVATIVE_FACTS,
  toolChoices: ['auto', 'any', 'tool'],
  // No S3: "This model doesn't support the s3Uri field. Remove s3Uri and try again."
  media: { user: IMAGES_AND_DOCUMENTS, toolResult: IMAGES_AND_DOCUMENTS },
  toolResultStatus: true,
  besideToolResult: ['text', 'image'],
  leadingAssistant: true,
  trailingAssistant: true,
  sampling: { ...CONSERVATIVE_FACTS.sampling, both: true, topKPath: 'top_k' },
  limits: { ...CONSERVATIVE_FACTS.limits, contextTokens: 200_000, maxOutputTokens: 4096 },
  additionalFields: ['anthropic_beta', 'thinking', 'tool_choice', 'top_k'],
};

const CLAUDE_4: ModelFacts = {
  ...CLAUDE_3,
  cache: CACHE,
  reasoning: BUDGET,
  limits: { ...CLAUDE_3.limits, maxOutputTokens: 64_000 },
};

const CLAUDE_4_5: ModelFacts = {
  ...CLAUDE_4,
  cache: CACHE_1H,
  sampling: { ...CLAUDE_4.sampling, both: false },
  structuredOutput: { native: true },
  additionalFields: ['anthropic_beta', 'output_config', 'thinking', 'tool_choice', 'top_k'],
};

const CLAUDE_4_6: ModelFacts = {
  ...CLAUDE_4_5,
  // "This model does not support assistant message prefill."
  trailingAssistant: false,
  reasoning: ADAPTIVE_OR_BUDGET,
  limits: { ...CLAUDE_4_5.limits, contextTokens: 1_000_000, maxOutputTokens: 128_000 },
};

/** Sampling parameters are refused altogether. */
const NO_SAMPLING: SamplingRules = {
  temperature: false,
  topP: false,
  both: false,
  maxStopSequences: CONSERVATIVE_FACTS.sampling.maxStopSequences,
};

const CLAUDE_4_7: ModelFacts = {
  ...CLAUDE_4_6,
  reasoning: ADAPTIVE,
  sampling: NO_SAMPLING,
  structuredOutput: { native: false },
  additionalFields: ['anthropic_beta', 'output_config', 'thinking', 'tool_choice'],
};

export const CLAUDE: readonly Family[] = [
  {
    family: 'claude-3',
    vendors: ['anthropic'],
    members: [
      { name: /^claude-3-(?:haiku|sonnet|opus)(?:-\d{8})?$/ },
      // Caching stayed a closed preview on v2 (20241022): a cache point is refused for most accounts.
      { name: /^claude-3-5-sonnet(?:-\d{8})?$/, differs: { limits: { maxOutputTokens: 8192 } } },
      {
        name: /^claude-3-5-haiku(?:-\d{8})?$/,
        differs: {
          media: { user: DOCUMENTS_ONLY, toolResult: DOCUMENTS_ONLY },
          besideToolResult: ['text'],
          cache: { ...CACHE, minimumTokens: 2048 },
          limits: { maxOutputTokens: 8192 },
        },
      },
    ],
    facts: CLAUDE_3,
    source: `${CONVERSE}; ${CACHING}`,
    checked: CHECKED,
  },
  {
    family: 'claude-3-7',
    vendors: ['anthropic'],
    members: [{ name: /^claude-3-7-sonnet(?:-\d{8})?$/ }],
    facts: CLAUDE_4,
    source: `${CONVERSE}; ${CACHING}; ${LIMITS}`,
    checked: CHECKED,
  },
  {
    family: 'claude-4',
    vendors: ['anthropic'],
    members: [
      { name: /^claude-sonnet-4(?:-\d{8})?$/ },
      { name: /^claude-opus-4(?:-\d{8})?$/, differs: { limits: { maxOutputTokens: 32_000 } } },
      {
        name: /^claude-opus-4-1(?:-\d{8})?$/,
        differs: { sampling: { both: false }, limits: { maxOutputTokens: 32_000 } },
      },
    ],
    facts: CLAUDE_4,
    source: `${CONVERSE}; ${CACHING}; ${LIMITS}; BerriAI/litellm#15070 (temperature with top_p)`,
    checked: CHECKED,
  },
  {
    family: 'claude-4-5',
    vendors: ['anthropic'],
    members: [
      { name: /^claude-sonnet-4-5(?:-\d{8})?$/ },
      {
        name: /^claude-(?:haiku|opus)-4-5(?:-\d{8})?$/,
        differs: { cache: { minimumTokens: 4096 } },
      },
    ],
    facts: CLAUDE_4_5,
    source: `${CONVERSE}; ${CACHING}; ${LIMITS}`,
    checked: CHECKED,
  },
  {
    family: 'claude-4-6',
    vendors: ['anthropic'],
    members: [
      { name: /^claude-sonnet-4-6$/ },
      { name: /^claude-opus-4-6$/, differs: { cache: { minimumTokens: 4096 } } },
    ],
    facts: CLAUDE_4_6,
    source: `${CONVERSE}; ${CACHING}; ${LIMITS}; anomalyco/opencode#29760 (prefill)`,
    checked: CHECKED,
  },
  {
    family: 'claude-4-7',
    vendors: ['anthropic'],
    members: [
      { name: /^claude-opus-4-7$/, differs: { cache: { minimumTokens: 2048 } } },
      { name: /^claude-opus-4-8$/ },
    ],
    facts: CLAUDE_4_7,
    source: `${CONVERSE}; ${CACHING}; ${LIMITS}; earendil-works/pi#6212 (adaptive only); livekit/agents#6581 (sampling)`,
    checked: CHECKED,
  },
  {
    family: 'claude-5',
    vendors: ['anthropic'],
    members: [
      { name: /^claude-sonnet-5$/ },
      { name: /^claude-opus-5$/, differs: { cache: { minimumTokens: 512 } } },
      {
        name: /^claude-fable-5$/,
        differs: { cache: { minimumTokens: 512 }, reasoning: { optional: false } },
      },
      { name: /^claude-haiku-5-5$/ },
      // From here on a forced tool choice is refused, with or without thinking.
      { name: /^claude-sonnet-5-5$/, differs: { toolChoices: ['auto'] } },
      {
        name: /^claude-(?:opus-5-5|fable-5-[12])$/,
        differs: { toolChoices: ['auto'], reasoning: { optional: false } },
      },
    ],
    facts: CLAUDE_4_7,
    source: `${CONVERSE}; ${CACHING}; ${LIMITS}; pydantic-ai profiles/anthropic.py tests (forced tool choice, sampling)`,
    checked: CHECKED,
  },
];
