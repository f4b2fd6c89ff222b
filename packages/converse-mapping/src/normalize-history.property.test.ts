import { type ModelProfile, parseModelRef } from '@outcrop/bedrock-models';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank } from './blank.js';
import { normalizeHistory } from './normalize-history.js';
import { anyHistory } from './testing/arbitrary-history.js';
import { deepFreeze } from './testing/deep-freeze.js';
import { PROFILES } from './testing/profiles.js';

const anyProfile = fc.constantFrom(...PROFILES).map((profile) => ({
  profile,
  // Counter-examples are told by the model's name.
  toString: () => profile.id,
}));

/** What holds for the healed history of any history, for any model. */
function forAll(law: (healed: readonly UnifiedMessage[], profile: ModelProfile) => void): void {
  fc.assert(
    fc.property(anyHistory, anyProfile, (history, { profile }) => {
      law(normalizeHistory(deepFreeze(history), { profile }).messages, profile);
    }),
    { numRuns: 400 },
  );
}

const spoken = (messages: readonly UnifiedMessage[]): readonly UnifiedMessage[] =>
  messages.filter(({ role }) => role !== 'system');

describe('normalizeHistory, for any history and any model', () => {
  test('is idempotent, and silent the second time', () => {
    fc.assert(
      fc.property(anyHistory, anyProfile, (history, { profile }) => {
        const { messages } = normalizeHistory(history, { profile });
        expect(normalizeHistory(messages, { profile })).toEqual({ messages, repairs: [] });
      }),
      { numRuns: 400 },
    );
  });

  test('names places that the caller has', () => {
    fc.assert(
      fc.property(anyHistory, anyProfile, (messages, { profile }) => {
        for (const { path } of normalizeHistory(messages, { profile }).repairs) {
          expect(isPlace(path, messages), path).toBe(true);
        }
      }),
    );
  });

  test('turns alternate, from a user to a user, unless the model takes an assistant there', () => {
    forAll((healed, profile) => {
      const roles = spoken(healed).map(({ role }) => role);
      roles.forEach((role, at) => {
        expect(['user', 'assistant']).toContain(role);
        expect(role).not.toBe(roles[at - 1]);
      });
      if (!profile.leadingAssistant) expect(roles[0] ?? 'user').toBe('user');
      if (!profile.trailingAssistant) expect(roles.at(-1) ?? 'user').toBe('user');
      const system = healed.findLastIndex(({ role }) => role === 'system');
      expect(system).toBe(healed.length - roles.length - 1);
    });
  });

  test('every call is answered once, first thing in the next turn, and nothing else is', () => {
    forAll((healed) => {
      const turns = spoken(healed);
      turns.forEach(({ role, content }, at) => {
        const called = (turns[at - 1]?.content ?? []).flatMap((block) =>
          block.type === 'tool_call' ? [block.id] : [],
        );
        const results = content.flatMap((block) =>
          block.type === 'tool_result' ? [block.toolCallId] : [],
        );
        expect([...results].sort()).toEqual(role === 'user' ? [...called].sort() : []);
        const first = content.slice(0, results.length);
        expect(first.every(({ type }) => type === 'tool_result')).toBe(true);
        if (role === 'user') expect(content.some(({ type }) => type === 'tool_call')).toBe(false);
      });
      expect(turns.at(-1)?.content.some(({ type }) => type === 'tool_call') ?? false).toBe(false);
    });
  });

  test('ids of calls are unique and legal', () => {
    forAll((healed, { toolId }) => {
      const ids = spoken(healed)
        .flatMap(({ content }) => content)
        .flatMap((block) => (block.type === 'tool_call' ? [block.id] : []));
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) {
        expect(id).toMatch(new RegExp(toolId.pattern));
        expect(id.length).toBeLessThanOrEqual(toolId.maxLength);
      }
    });
  });

  test('no block is left that the service or the model refuses there', () => {
    forAll((healed, profile) => {
      for (const { role, content } of spoken(healed)) {
        expect(content.some(({ type }) => type !== 'cache_point')).toBe(true);
        for (const block of content) expect(refusal(block, role, profile)).toBeUndefined();
        if (content.some(({ type }) => type === 'document')) {
          expect(content.some(isPlainText)).toBe(true);
        }
        if (content[0]?.type === 'tool_result') {
          for (const block of content) expect(fitsBeside(block, profile)).toBe(true);
        }
      }
    });
  });

  test('no text is lost, and texts keep their order', () => {
    fc.assert(
      fc.property(anyHistory, anyProfile, (history, { profile }) => {
        const healed = normalizeHistory(history, { profile }).messages;
        const said = jsonOf(healed);
        for (const text of wordsOf(history)) expect(said).toContain(text);
        const texts = plainTexts(spoken(history));
        const kept = plainTexts(spoken(healed)).filter((text) => texts.includes(text));
        expect(kept).toEqual(texts);
      }),
      { numRuns: 400 },
    );
  });
});

function isPlace(path: string, messages: readonly UnifiedMessage[]): boolean {
  if (path === 'messages') return true;
  const [, message, block] = /^messages\[(\d+)\](?:\.content\[(\d+)\].*)?$/.exec(path) ?? [];
  const found = messages[Number(message)];
  return found !== undefined && (block === undefined || Number(block) < found.content.length);
}

function isPlainText(block: ContentBlock): boolean {
  return block.type === 'text' && !block.citations?.length;
}

/** Why that block cannot stand in a turn of that role. */
function refusal(
  block: ContentBlock,
  role: UnifiedMessage['role'],
  profile: ModelProfile,
): string | undefined {
  const isUser = role === 'user';
  switch (block.type) {
    case 'text':
      return isBlank(block.text) && !block.citations?.length ? 'blank' : undefined;
    case 'guard':
      return block.image === undefined && isBlank(block.text ?? '') ? 'blank' : undefined;
    case 'reasoning': {
      if (isUser) return 'reasoning of a user';
      if (profile.reasoning.replay === 'never') return 'reasoning not taken back';
      if (block.signature === undefined && block.redacted === undefined) return 'unsigned';
      if ((block.provider ?? 'bedrock') !== 'bedrock') return 'foreign';
      const vendor = block.model?.includes('.') ? parseModelRef(block.model).vendor : undefined;
      return (vendor ?? profile.vendor ?? vendor) === (profile.vendor ?? vendor)
        ? undefined
        : 'of another vendor';
    }
    case 'tool_call':
      return isUser || !profile.tools ? 'a call' : undefined;
    case 'tool_result':
      return profile.tools ? undefined : 'a result';
    case 'cache_point':
      return profile.cache.placements.includes('messages') ? undefined : 'not cached';
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return isUser ? undefined : 'a medium of the assistant';
    case 'generic':
      return Object.keys(block).length === (block.provider === undefined ? 2 : 3)
        ? undefined
        : 'foreign';
    default:
      return undefined;
  }
}

function fitsBeside({ type }: ContentBlock, { besideToolResult }: ModelProfile): boolean {
  const beside: readonly string[] = besideToolResult;
  if (['tool_result', 'cache_point'].includes(type)) return true;
  if (['image', 'audio', 'video', 'document'].includes(type)) return beside.includes(type);
  return beside.includes('text');
}

const jsonOf = (value: unknown): string => JSON.stringify(value) ?? '';

/** Everything that was said in words, as JSON has it. */
function wordsOf(messages: readonly UnifiedMessage[]): string[] {
  return messages
    .flatMap(({ content }) => content.flatMap(wordsOfBlock))
    .filter((text) => !isBlank(text))
    .map((text) => jsonOf(text.trimEnd()).slice(1, -1));
}

function wordsOfBlock(block: ContentBlock): string[] {
  switch (block.type) {
    case 'text':
      return [block.text];
    case 'document':
      return [block.text ?? []].flat();
    case 'search_result':
      return [...block.content];
    case 'guard':
      return [block.text ?? ''];
    case 'tool_call':
      return /[0-9a-f-]{36}/.exec(block.arguments) ?? [];
    case 'tool_result': {
      const { output } = block;
      if (typeof output === 'string') return [output];
      if (Array.isArray(output))
        return output.flatMap((item) => wordsOfBlock(item as ContentBlock));
      return output !== null && typeof output === 'object' && 'word' in output
        ? [String(output.word)]
        : [];
    }
    default:
      return [];
  }
}

/** The texts that have nothing to be changed about them, in order. */
function plainTexts(messages: readonly UnifiedMessage[]): string[] {
  return messages.flatMap(({ content }) =>
    content.flatMap((block) =>
      block.type === 'text' && /^[0-9a-f-]{36}$/.test(block.text) ? [block.text] : [],
    ),
  );
}
