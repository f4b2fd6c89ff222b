import type { ModelProfile } from '@outcrop/bedrock-models';
import { isPlainObject, type UnifiedRequest } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank } from './blank.js';
import { anyRequest } from './testing/arbitrary-request.js';
import { deepFreeze } from './testing/deep-freeze.js';
import { PROFILES } from './testing/profiles.js';
import { hasServiceModel, violations } from './testing/service-model.js';
import { type ConverseMapping, toConverseRequest } from './to-converse-request.js';
import type { WireContentBlock, WireToolResultPart } from './wire/wire-content.js';
import type { WireConverseRequest } from './wire/wire-request.js';

const anyProfile = fc
  .constantFrom(...PROFILES)
  .map((profile) => ({ profile, toString: () => profile.id }));

type Law = (mapping: ConverseMapping, profile: ModelProfile, request: UnifiedRequest) => void;

/** What holds for the mapping of any request, for any model. */
function forAll(law: Law): void {
  fc.assert(
    fc.property(anyRequest, anyProfile, (request, { profile }) => {
      law(toConverseRequest(deepFreeze(request), { profile }), profile, request);
    }),
    { numRuns: 500 },
  );
}

describe('toConverseRequest, for any request and any model', () => {
  test('the input is what JSON keeps, and bytes', () => {
    forAll(({ input }) => {
      expect(isKept(input)).toBe(true);
    });
  });

  test.skipIf(!hasServiceModel)(
    "every member is one that the service's own constraints allow (skipped: no service model here)",
    () => {
      forAll(({ input }) => {
        expect(violations(input, 'ConverseRequest')).toEqual([]);
      });
    },
  );

  test('every message says something', () => {
    forAll(({ input }) => {
      for (const { content } of input.messages ?? []) {
        expect(content.some((block) => !('cachePoint' in block))).toBe(true);
      }
      for (const part of partsOf(input)) {
        if ('text' in part) expect(isBlank(part.text)).toBe(false);
        if ('toolResult' in part) expect(part.toolResult.content.length).toBeGreaterThan(0);
      }
    });
  });

  test('only media are sent that the model takes there', () => {
    forAll(({ input }, profile) => {
      for (const { content } of input.messages ?? []) {
        for (const block of content) {
          expect(refusedMedium(block, 'user', profile)).toBeUndefined();
          if (!('toolResult' in block)) continue;
          for (const part of block.toolResult.content) {
            expect(refusedMedium(part, 'toolResult', profile)).toBeUndefined();
          }
        }
      }
    });
  });

  test('names of documents are unique', () => {
    forAll(({ input }) => {
      const names = partsOf(input).flatMap((part) =>
        'document' in part ? [part.document.name] : [],
      );
      expect(new Set(names).size).toBe(names.length);
    });
  });

  test('cache points keep to the rules of the model', () => {
    forAll(({ input }, { cache }, request) => {
      const { toolConfig, system, messages = [] } = input;
      const sections = [
        { placement: 'tools' as const, blocks: toolConfig?.tools ?? [] },
        { placement: 'system' as const, blocks: system ?? [] },
        ...messages.map(({ content }) => ({ placement: 'messages' as const, blocks: content })),
      ];
      const points = sections.flatMap(({ placement, blocks }) =>
        blocks.flatMap((block: object, at) => {
          if (!('cachePoint' in block)) return [];
          expect(cache.placements).toContain(placement);
          const before = blocks[at - 1];
          expect(before).toBeDefined();
          expect(before && 'reasoningContent' in before).toBe(false);
          return [block.cachePoint as { ttl?: string }];
        }),
      );
      expect(points.length).toBeLessThanOrEqual(cache.maxPoints);
      const ttls = points.map(({ ttl }) => ttl ?? '5m');
      expect(ttls).toEqual([...ttls].sort());
      for (const ttl of ttls) expect(cache.ttls).toContain(ttl);
      if (request.cache?.mode === 'off') expect(points).toEqual([]);
    });
  });

  test('tools are declared where the history has any, and only where the model takes them', () => {
    forAll(({ input }, profile) => {
      const uses = partsOf(input).some((part) => 'toolUse' in part || 'toolResult' in part);
      if (uses) expect(input.toolConfig?.tools.length).toBeGreaterThan(0);
      if (!profile.tools) expect(input.toolConfig).toBeUndefined();
      const choice = Object.keys(input.toolConfig?.toolChoice ?? {});
      for (const kind of choice) expect(profile.toolChoices).toContain(kind);
    });
  });

  test('tool names are mapped back', () => {
    forAll(({ input, toolNames }, profile) => {
      const sent = [
        ...(input.toolConfig?.tools ?? []).flatMap((tool) =>
          'toolSpec' in tool ? [tool.toolSpec.name] : [],
        ),
        ...partsOf(input).flatMap((part) => ('toolUse' in part ? [part.toolUse.name] : [])),
      ];
      for (const name of sent) {
        expect(toolNames.has(name)).toBe(true);
        expect(name).toMatch(new RegExp(profile.toolName.pattern));
      }
    });
  });

  test('sampling and reasoning keep to the rules of the model', () => {
    forAll(({ input }, { sampling, reasoning, limits }) => {
      const { maxTokens, temperature, topP, stopSequences = [] } = input.inferenceConfig ?? {};
      const { thinking } = (input.additionalModelRequestFields ?? {}) as {
        thinking?: { budget_tokens?: number };
      };
      if (!sampling.temperature) expect(temperature).toBeUndefined();
      if (!sampling.topP) expect(topP).toBeUndefined();
      if (!sampling.both) expect([temperature, topP]).toContain(undefined);
      expect(stopSequences.length).toBeLessThanOrEqual(sampling.maxStopSequences);
      expect(maxTokens ?? 1).toBeLessThanOrEqual(limits.maxOutputTokens ?? Infinity);
      if (thinking === undefined) return;
      expect(reasoning.field ?? 'thinking').toBe('thinking');
      if (!reasoning.samplingAllowed) expect([undefined, 1]).toContain(temperature);
      if (!reasoning.forcedToolChoice) {
        expect(Object.keys(input.toolConfig?.toolChoice ?? { auto: {} })).toEqual(['auto']);
      }
      if (thinking.budget_tokens === undefined) return;
      expect(maxTokens ?? Infinity).toBeGreaterThan(thinking.budget_tokens);
      expect(thinking.budget_tokens).toBeGreaterThanOrEqual(reasoning.minimumBudgetTokens ?? 0);
    });
  });

  test('what was sent can be sent again: its history needs no more repairs', () => {
    forAll(({ history }, profile, request) => {
      const again = toConverseRequest({ ...request, messages: history }, { profile });
      expect(again.repairs.filter(({ path }) => path.startsWith('messages'))).toEqual([]);
    });
  });
});

type Part = WireContentBlock | WireToolResultPart;

/** All blocks of all messages, and what tool results hold. */
function partsOf(input: WireConverseRequest): Part[] {
  return (input.messages ?? []).flatMap(({ content }) =>
    content.flatMap((block): readonly Part[] =>
      'toolResult' in block ? [block, ...block.toolResult.content] : [block],
    ),
  );
}

function refusedMedium(
  part: Part,
  place: 'user' | 'toolResult',
  { media, known }: ModelProfile,
): string | undefined {
  for (const kind of ['image', 'document', 'video', 'audio'] as const) {
    const medium = (part as Record<string, { format?: string; source: object } | undefined>)[kind];
    if (medium === undefined || (!known && place === 'user')) continue;
    const formats: readonly string[] = media[place][kind];
    if (formats.length === 0) return `${kind} in ${place}`;
    if (medium.format !== undefined && !formats.includes(medium.format)) return medium.format;
    if ('s3Location' in medium.source && !media[place].s3.includes(kind)) return `${kind} from S3`;
  }
  return undefined;
}

/** Whether JSON keeps a value as it is: no undefined members, nothing but data. */
function isKept(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.constructor === Uint8Array;
  if (Array.isArray(value)) return value.every(isKept);
  if (isPlainObject(value)) return Object.values(value).every(isKept);
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}
