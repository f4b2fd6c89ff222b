import type { UnifiedRequest } from '@outcrop/unified-response';

/** What can be said of the input of a request before it is sent. */
export interface InputBound {
  /** Tokens at most, of all that could be measured. */
  readonly tokens: number;
  readonly assumptions: readonly string[];
  /** What cannot be measured: it may fill the model's context. */
  readonly unmeasured: readonly string[];
}

/**
 * Tokens that a model is given beside what the request says: the frame of turns, the instructions
 * that come with tools, documents and formats. The most that was seen in 130 recorded answers of
 * Claude, Nova, Llama, Mistral and others is 840 (Nova 2 Lite with one tool); with 1,024 for each
 * there is room to spare.
 */
const FRAME_TOKENS = 128;
const TURN_TOKENS = 16;
const INSTRUCTION_TOKENS = 1024;

/**
 * Tokens of an image at most, by the vendor of the model. Claude: 28 × 28 pixels a token, and larger
 * images are made smaller (platform.claude.com, "Vision": 4,784 tokens from Claude Opus 4.7 on, 1,568
 * before).
 */
const IMAGE_TOKENS: Readonly<Record<string, number>> = { anthropic: 4784 };

/** Documents whose bytes are their text. */
const TEXT_FORMATS: readonly unknown[] = ['txt', 'md', 'csv', 'html'];

/** Members that hold a medium, or say where it is: they are no text. */
const MEDIA_MEMBERS: readonly string[] = ['data', 'dataUri', 's3Uri', 'imageUrl'];

/**
 * How many tokens a request has at most. A token is at least one byte of UTF-8, so no text has more
 * of them than bytes; some vocabularies bring characters into their compatible form (NFKC) first,
 * which may be longer.
 */
export function boundInput(request: UnifiedRequest, vendor: string | undefined): InputBound {
  const count = new Count(IMAGE_TOKENS[vendor ?? '']);
  const { messages, tools, responseFormat, instructions, promptVariables, providerData } = request;
  for (const message of messages) count.add(message, TURN_TOKENS);
  if (tools.length > 0) count.instructions('tools');
  for (const tool of tools) {
    count.add(tool, TURN_TOKENS);
    if (tool.type !== 'provider' || 'cachePoint' in tool.definition) continue;
    // Its definition is the vendor's own, with instructions of its own.
    count.instructions(`a tool of the provider's`);
    if ('systemTool' in tool.definition) {
      count.unmeasured.add('what a tool finds that the provider runs');
    }
  }
  if (responseFormat !== undefined) {
    count.instructions('a response format');
    // What a schema library's type is sent as, is not known here.
    if ('~standard' in responseFormat) count.unmeasured.add('a response_format that is no JSON');
    else count.add(responseFormat, 0);
  }
  count.add([instructions, promptVariables, providerData], FRAME_TOKENS);
  if (/:prompt\//.test(request.model)) count.unmeasured.add('a stored prompt');
  return {
    tokens: count.tokens,
    assumptions: count.assumptions(),
    unmeasured: [...count.unmeasured],
  };
}

class Count {
  readonly unmeasured = new Set<string>();
  readonly #imageTokens: number | undefined;
  readonly #instructed = new Set<string>();
  #images = 0;
  tokens = 0;

  constructor(imageTokens: number | undefined) {
    this.#imageTokens = imageTokens;
  }

  add(value: unknown, overhead: number): void {
    this.tokens += this.#of(value) + overhead;
  }

  instructions(of: string): void {
    this.#instructed.add(of);
    this.tokens += INSTRUCTION_TOKENS;
  }

  assumptions(): string[] {
    return [
      'input: no more tokens than bytes, and what frames the turns',
      ...[...this.#instructed].map(
        (of) => `input: ${INSTRUCTION_TOKENS} tokens at most for the instructions of ${of}`,
      ),
      ...(this.#images === 0
        ? []
        : [`input: ${this.#imageTokens} tokens at most for each of ${this.#images} images`]),
    ];
  }

  #of(value: unknown): number {
    if (typeof value === 'string') return byteLength(value);
    // Bytes that no block below has named.
    if (value instanceof Uint8Array) {
      this.unmeasured.add('bytes of an unknown kind');
      return 0;
    }
    if (typeof value !== 'object' || value === null) return String(value ?? '').length;
    if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + this.#of(item), 1);
    const members = Object.entries(value);
    const [measured, rest] = this.#blockOf(value, members);
    return rest.reduce(
      (sum, [name, member]) => sum + byteLength(name) + 1 + this.#of(member),
      measured,
    );
  }

  /** A block's medium in tokens, and the members that are still to be counted. */
  #blockOf(
    block: object & { readonly type?: unknown; readonly format?: unknown },
    members: [string, unknown][],
  ): [number, [string, unknown][]] {
    const rest = members.filter(([name]) => !MEDIA_MEMBERS.includes(name));
    switch (block.type) {
      case 'image':
        if (this.#imageTokens === undefined) this.unmeasured.add('an image');
        else this.#images += 1;
        return [this.#imageTokens ?? 0, rest];
      case 'document': {
        this.instructions('a document');
        const { data, dataUri, text } = block as Readonly<Record<string, unknown>>;
        if (text !== undefined) return [0, rest];
        const isText = TEXT_FORMATS.includes(block.format);
        if (isText && data instanceof Uint8Array) return [data.length, rest];
        if (isText && typeof dataUri === 'string') return [dataUri.length, rest];
        this.unmeasured.add(`a document (${String(block.format ?? 'of unknown format')})`);
        return [0, rest];
      }
      case 'audio':
      case 'video':
        this.unmeasured.add(`${block.type}`);
        return [0, rest];
      case 'reasoning': {
        const { redacted } = block as Readonly<Record<string, unknown>>;
        if (!(redacted instanceof Uint8Array)) return [0, members];
        return [redacted.length, members.filter(([name]) => name !== 'redacted')];
      }
      default:
        return [0, members];
    }
  }
}

/** Bytes of UTF-8, of the text as it is or in its compatible form, whichever is longer. */
function byteLength(text: string): number {
  if (/^[ -~\s]*$/.test(text)) return utf8Length(text);
  return Math.max(utf8Length(text), utf8Length(text.normalize('NFKC')));
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return length;
}
