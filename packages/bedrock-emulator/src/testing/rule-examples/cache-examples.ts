import type { JsonObject } from '../../json.js';
import {
  ask,
  assistant,
  cachePoint,
  document,
  hourPoint,
  question,
  reasoning,
  tool,
  user,
} from '../requests.js';
import { GPT_OSS, NOVA, type RuleExamples, SONNET_4_5 } from './rule-example.js';

const text = { text: 'Hello' };
const CLAUDE_3_7 = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
const NO_HOUR = 'Extended TTL prompt caching is only supported for Anthropic models';

/** A request with cache points in tools, system and messages. */
function cached(tools: JsonObject[], system: JsonObject[], content: JsonObject[]): JsonObject {
  return ask([user(...content)], {
    system: [{ text: 'Be brief.' }, ...system],
    toolConfig: { tools: [tool(), ...tools] },
  });
}

/** Examples of the rules about cache points. */
export const cacheExamples: RuleExamples = {
  C01: {
    model: GPT_OSS,
    accepts: ask(),
    refuses: ask([user(text, cachePoint)]),
    text: 'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.',
    butTakenBy: NOVA,
  },
  C03: {
    model: NOVA,
    accepts: cached([], [cachePoint], [text, cachePoint]),
    refuses: cached([cachePoint], [], [text]),
    text: 'The model returned the following errors: Malformed input request: #/toolConfig/tools/1: extraneous key [cachePoint] is not permitted, please reformat your input and try again.',
    butTakenBy: SONNET_4_5,
  },
  'cache-point-first': {
    model: SONNET_4_5,
    accepts: ask([user(text, cachePoint)]),
    refuses: ask([user(cachePoint, text)]),
    text: 'There is nothing available to cache.',
  },
  R08: {
    model: SONNET_4_5,
    accepts: ask([question, assistant(reasoning('c2ln'), text, cachePoint), question]),
    refuses: ask([question, assistant(reasoning('c2ln'), cachePoint, text), question]),
    text: 'Cache point cannot be inserted after reasoning block. Please remove the invalid cache point and try again.',
  },
  'cache-point-after-document': {
    model: SONNET_4_5,
    accepts: ask([user(text, document(), cachePoint)]),
    refuses: ask([user(text, document('report', { format: 'md' }), cachePoint)]),
    text: 'The model returned the following errors: messages.0.content.2.type: Field required',
    butTakenBy: NOVA,
  },
  C02: {
    model: SONNET_4_5,
    accepts: cached([cachePoint], [cachePoint], [text, cachePoint, text, cachePoint]),
    refuses: cached(
      [cachePoint],
      [cachePoint],
      [text, cachePoint, text, cachePoint, text, cachePoint],
    ),
    text: 'The model returned the following errors: A maximum of 4 blocks with cache_control may be provided. Found 5.',
  },
  C04: {
    model: SONNET_4_5,
    accepts: cached([hourPoint], [hourPoint], [text, cachePoint]),
    refuses: cached([], [cachePoint], [text, hourPoint]),
    text: "The model returned the following errors: messages.0.content.0.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
  },
  'cache-ttl': {
    model: CLAUDE_3_7,
    accepts: ask([user(text, { cachePoint: { type: 'default', ttl: '5m' } })]),
    refuses: ask([user(text, hourPoint)]),
    text: 'The model returned the following errors: messages.0.content.0.cache_control.ttl: Extra inputs are not permitted',
    butTakenBy: SONNET_4_5,
  },
};

/** More refusals by these rules. */
export const moreCacheRefusals: [rule: string, model: string, body: object, text: string][] = [
  ['cache-ttl', NOVA, ask([user(text, hourPoint)]), NO_HOUR],
  [
    'C02',
    NOVA,
    ask([user(...Array.from({ length: 5 }, () => [text, cachePoint]).flat())]),
    cacheExamples.C02?.text ?? '',
  ],
];
