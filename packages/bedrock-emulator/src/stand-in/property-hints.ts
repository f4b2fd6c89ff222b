import type { JsonValue } from '../json.js';
import type { PromptFacts } from './prompt-facts.js';

/** Which facts of a prompt a property takes, by a word in its name. */
const HINTS: readonly {
  readonly words: readonly string[];
  readonly from: 'names' | 'marked' | 'text';
}[] = [
  {
    words: ['city', 'town', 'location', 'place', 'country', 'region', 'state', 'address'],
    from: 'names',
  },
  { words: ['destination', 'origin', 'from', 'to', 'airport', 'station'], from: 'names' },
  { words: ['name', 'person', 'author', 'user', 'customer', 'company', 'product'], from: 'names' },
  { words: ['symbol', 'ticker', 'currency', 'language'], from: 'names' },
  { words: ['date', 'day', 'time', 'email', 'url', 'uri', 'link', 'path', 'file'], from: 'marked' },
  {
    words: ['query', 'question', 'prompt', 'search', 'q', 'text', 'input', 'message', 'topic'],
    from: 'text',
  },
];

/** The words of a name, in the singular: `homeCities` and `home_city` are both `home`, `city`. */
export function wordsOfName(name: string): string[] {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).map((word) => word.replace(/ies$/, 'y').replace(/(?<!s)s$/, ''));
}

/**
 * Values for a property that the prompt offers, the likeliest first: what is quoted, what the
 * property's name asks for, then the numbers. Which of them fit is for the schema to say.
 */
export function hintsFor(property: string, facts: PromptFacts): JsonValue[] {
  const words = wordsOfName(property);
  const named = HINTS.filter((hint) => hint.words.some((word) => words.includes(word)));
  return [
    ...facts.quoted,
    ...named.flatMap((hint): readonly string[] | string => facts[hint.from]),
    ...facts.numbers,
  ];
}
