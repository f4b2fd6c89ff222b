import type { CachePoint, ConverseRequest } from '../converse-wire.js';
import { firstBlock, firstOf } from '../rules/request-places.js';
import { fromModel, modelRule, type Rule } from '../rules/rule.js';

interface PlacedCachePoint {
  readonly point: CachePoint;
  /** Where Anthropic's API has the mark: at the block before. */
  readonly place: string;
  /** Its position in its own list. */
  readonly index: number;
}

function pointsIn(
  blocks: readonly { readonly cachePoint?: CachePoint }[] | undefined,
  path: string,
): PlacedCachePoint[] {
  return (blocks ?? []).flatMap(({ cachePoint }, index) =>
    cachePoint ? [{ point: cachePoint, place: `${path}.${Math.max(0, index - 1)}`, index }] : [],
  );
}

/** All cache points, in the order that counts: tools, system, messages. */
function cachePoints({ toolConfig, system, messages = [] }: ConverseRequest): PlacedCachePoint[] {
  return [
    ...pointsIn(toolConfig?.tools, 'tools'),
    ...pointsIn(system, 'system'),
    ...messages.flatMap(({ content }, m) => pointsIn(content, `messages.${m}.content`)),
  ];
}

const MAX_CACHE_POINTS = 4;

/** Rules about cache points. */
export const cacheRules: readonly Rule[] = [
  modelRule({
    id: 'C01',
    refuses: 'a cache point, where the model caches nothing',
    source: 'opencode#782, positron#12142, litellm#39210 (403; zeroclaw#7315 saw 400)',
    verbatim: true,
    exception: 'AccessDeniedException',
    appliesTo: 'caching',
    check: (request) =>
      cachePoints(request).length > 0
        ? 'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.'
        : undefined,
  }),
  modelRule({
    id: 'C03',
    refuses: 'a cache point among the tools of Nova',
    source: 'hermes#97281, LibreChat#13838',
    verbatim: true,
    appliesTo: 'novaSchema',
    check: ({ toolConfig }) =>
      firstOf(toolConfig?.tools, ({ cachePoint }, index) =>
        cachePoint
          ? fromModel(
              `Malformed input request: #/toolConfig/tools/${index}: extraneous key [cachePoint] is not permitted, please reformat your input and try again.`,
            )
          : undefined,
      ),
  }),
  modelRule({
    id: 'cache-point-first',
    refuses: 'a cache point with nothing before it in its list',
    source: 'harness-sdk#3677: live; zed#59436',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      cachePoints(request).some(({ index }) => index === 0)
        ? 'There is nothing available to cache.'
        : undefined,
  }),
  modelRule({
    id: 'R08',
    refuses: 'a cache point directly after reasoning',
    source: 'opencode#36517, strands#1834, rig#1833',
    verbatim: true,
    appliesTo: 'known',
    check: (request) =>
      firstBlock(request, ({ block, previous }) =>
        block.cachePoint && previous?.reasoningContent
          ? 'Cache point cannot be inserted after reasoning block. Please remove the invalid cache point and try again.'
          : undefined,
      ),
  }),
  modelRule({
    id: 'cache-point-after-document',
    refuses: 'a cache point directly after a document that is no PDF',
    source: 'harness-sdk#1966, #3677: live; pizza-bot#6',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) =>
      firstBlock(request, ({ block, previous, place }) =>
        block.cachePoint && previous?.document && previous.document.format !== 'pdf'
          ? fromModel(`${place}.type: Field required`)
          : undefined,
      ),
  }),
  modelRule({
    id: 'C02',
    refuses: 'more than 4 cache points in tools, system and messages together',
    source: 'twenty#26217, GCMP#83; for Nova the number is documented, the words are not',
    verbatim: true,
    appliesTo: 'known',
    check: (request) => {
      const { length } = cachePoints(request);
      return length > MAX_CACHE_POINTS
        ? fromModel(
            `A maximum of ${MAX_CACHE_POINTS} blocks with cache_control may be provided. Found ${length}.`,
          )
        : undefined;
    },
  }),
  modelRule({
    id: 'C04',
    refuses:
      'a cache point of an hour after one of 5 minutes, in the order tools, system, messages',
    source: 'strands#3758, Portkey#1762',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) => {
      const points = cachePoints(request);
      const short = points.findIndex(({ point }) => point.ttl !== '1h');
      const late = points.find(
        ({ point }, index) => short >= 0 && index > short && point.ttl === '1h',
      );
      return late === undefined
        ? undefined
        : fromModel(
            `${late.place}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: \`tools\`, \`system\`, \`messages\`.`,
          );
    },
  }),
  modelRule({
    id: 'cache-ttl',
    refuses: 'a cache point of an hour, where the model keeps 5 minutes only',
    source: 'pi#1570',
    verbatim: true,
    appliesTo: 'cacheTtlOneHour',
    check: (request, _, { anthropicMessages }) => {
      const long = cachePoints(request).find(({ point }) => point.ttl === '1h');
      if (long === undefined) return undefined;
      return anthropicMessages
        ? fromModel(`${long.place}.cache_control.ttl: Extra inputs are not permitted`)
        : 'Extended TTL prompt caching is only supported for Anthropic models';
    },
  }),
];
