import type { Component } from '../rates.js';

/** What a usage type says beside the model. */
export interface Usage {
  readonly component: Component;
  readonly routing: 'in-region' | 'global';
  readonly tier: string;
  readonly isLongContext: boolean;
}

/** A usage type that is no price per token of a call, with the word that says so. */
export interface NotPerToken {
  readonly skipped: string;
}

/** Words that say nothing more. */
const SILENT =
  'token tokens count units standard prompt text cross region tier on demand inference'.split(' ');

/** Words of what is billed otherwise, or is another way to the same model at the same price. */
const SKIPPED = (
  'reserved tpm provisioned customization custom training storage guardrail grounding image images ' +
  'audio video speech second seconds search mantle created'
).split(' ');

const TIERS = ['flex', 'priority', 'batch'];

/**
 * Reads the part of an AWS usage type that is not the model, in either grammar:
 * `CacheWrite1hInputTokenCount_Global`, `cache_write_tokens_1h_global_standard`,
 * `cache-read-input-token-count`, `input-tokens-cross-region-global`. Each word has to be known.
 *
 * @returns What it says, why it is skipped, or `undefined` when a word is not known.
 */
export function readUsageWords(text: string): Usage | NotPerToken | undefined {
  const words = wordsOf(text);
  const skipped = words.find((word) => SKIPPED.includes(word));
  if (skipped !== undefined) return { skipped };
  const left = new Set(words);
  const take = (...wanted: string[]): boolean => {
    const has = wanted.every((word) => left.has(word));
    if (has) for (const word of wanted) left.delete(word);
    return has;
  };

  const component = componentOf(take);
  const isGlobal = take('global');
  const tiers = TIERS.filter((tier) => take(tier));
  if (take('latency', 'optimized')) tiers.push('latency-optimized');
  const isLongContext = take('long', 'ctx') || take('lctx');
  for (const word of SILENT) left.delete(word);
  if (component === undefined || left.size > 0) return undefined;
  return {
    component,
    routing: isGlobal ? 'global' : 'in-region',
    tier: tiers.length === 0 ? 'standard' : tiers.join('+'),
    isLongContext,
  };
}

function componentOf(take: (...words: string[]) => boolean): Component | undefined {
  if (take('cache', 'write')) {
    take('input');
    if (take('1h')) return 'cacheWrite1h';
    // OpenAI's models have the one rate, for 30 minutes.
    if (take('5m') || take('30m')) return 'cacheWrite5m';
    return 'cacheWrite5m';
  }
  if (take('cache', 'read')) {
    take('input');
    return 'cacheRead';
  }
  if (take('input')) return 'input';
  return take('output') ? 'output' : undefined;
}

/** `CacheWrite1hInputTokenCount_LCtx_Global` → cache write 1h input token count lctx global. */
function wordsOf(text: string): string[] {
  return text
    .replace('LCtx', 'Lctx')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/(\d+[hm])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}
