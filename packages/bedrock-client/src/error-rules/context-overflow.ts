import type { ErrorRule } from './error-rule.js';

const SHORTEN = 'Shorten the conversation or lower max_tokens.';

/** Every wording of "too long", with its numbers where it has them. */
export const OVERFLOW_RULES: readonly ErrorRule[] = [
  {
    reason: 'context_overflow',
    text: /prompt is too long: (?<sent>\d+) tokens > (?<limit>\d+) maximum/i,
    hint: ({ groups: { sent, limit } }) =>
      `The conversation has ${sent} tokens, and the model takes ${limit}: shorten it by ${Number(sent) - Number(limit)}.`,
  },
  {
    reason: 'context_overflow',
    text: /input length and `?max_tokens`? exceed context limit: (?<input>\d+) \+ (?<output>\d+) > (?<limit>\d+)/i,
    hint: ({ groups: { input, output, limit } }) =>
      `The conversation has ${input} tokens and max_tokens is ${output}, together more than ${limit}: ` +
      `lower max_tokens to ${Math.max(0, Number(limit) - Number(input))}, or shorten the conversation.`,
  },
  {
    reason: 'context_overflow',
    text: /maximum context length is (?<limit>\d+) tokens.*?(?<output>\d+) output tokens.*?(?<input>\d+) input tokens/is,
    hint: ({ groups: { input, output, limit } }) =>
      `The conversation has ${input} tokens and max_tokens is ${output}, together more than ${limit}: ` +
      `lower max_tokens to ${Math.max(0, Number(limit) - Number(input))}, or shorten the conversation.`,
  },
  {
    reason: 'context_overflow',
    text: /maximum context length is (?<limit>\d+) tokens/i,
    hint: ({ groups: { limit } }) => `The model takes ${limit} tokens in all. ${SHORTEN}`,
  },
  {
    reason: 'context_overflow',
    text: /too many total text bytes/i,
    hint: 'The request has too much text: shorten the conversation.',
  },
  {
    reason: 'context_overflow',
    text: /input is too long for requested model/i,
    // Also said of too large a body, whatever its tokens.
    hint: `${SHORTEN} Images and documents count, by their bytes, too.`,
  },
  {
    reason: 'context_overflow',
    text: /prompt is too long|input length and `?max_tokens`? exceed context limit/i,
    hint: SHORTEN,
  },
];
