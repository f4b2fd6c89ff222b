/** What can be read off a prompt without understanding it. */
export interface PromptFacts {
  readonly text: string;
  /** Every word, in lower case. */
  readonly words: readonly string[];
  readonly numbers: readonly number[];
  /** Texts in quotation marks. */
  readonly quoted: readonly string[];
  /** Capitalised names, of one word or more, those after a preposition of place first. */
  readonly names: readonly string[];
  /** Dates, addresses of any kind: words with marks inside. */
  readonly marked: readonly string[];
}

/** Words that are capitalised at the start of a sentence without being a name. */
const SENTENCE_STARTERS = new Set(
  `a an and are as at calculate call can check compare could did do does explain fetch find for from
  get give has have hello hey hi how i if in is it its list look look me my of on or our please
  search send show should tell thank thanks that the then there these this to today tomorrow use was
  what when where which who whom whose why will with would you your`.split(/\s+/),
);

const NAME = /\p{Lu}[\p{L}\p{M}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{M}\p{N}'’-]*)*/gu;
const PLACE_BEFORE = /\b(?:in|at|near|around|for|of|to|from)\s*$/i;
const QUOTED = /"([^"]+)"|“([^”]+)”|‘([^’]+)’|`([^`]+)`/gu;
const NUMBER = /(?<![\p{L}\p{N}.:/-])-?\d+(?:\.\d+)?(?![\p{L}\p{N}:/-]|\.\d)/gu;
const MARKED = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[@:/.+_-]+[\p{L}\p{N}]+)+\/?/gu;

function names(text: string): string[] {
  const found: { readonly name: string; readonly placed: boolean }[] = [];
  for (const match of text.matchAll(NAME)) {
    const words = match[0].split(' ');
    while (words.length > 0 && SENTENCE_STARTERS.has(words[0]?.toLowerCase() ?? '')) words.shift();
    const name = words.join(' ').replace(/['’]s$/u, '');
    if (name === '') continue;
    found.push({ name, placed: PLACE_BEFORE.test(text.slice(0, match.index)) });
  }
  const placed = found.filter((one) => one.placed);
  const others = found.filter((one) => !one.placed);
  return [...new Set([...placed, ...others].map((one) => one.name))];
}

/** Facts are looked for in this many characters, the first of the prompt. */
const READ_LENGTH = 10_000;

/** Reads the facts off a prompt. */
export function promptFacts(prompt: string): PromptFacts {
  const text = prompt.slice(0, READ_LENGTH);
  return {
    text: prompt,
    words: text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    numbers: (text.match(NUMBER) ?? []).map(Number),
    quoted: [...text.matchAll(QUOTED)].flatMap((match) => match.slice(1).filter(Boolean)),
    names: names(text),
    marked: text.match(MARKED) ?? [],
  };
}
