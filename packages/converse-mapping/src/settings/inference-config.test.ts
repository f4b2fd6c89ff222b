import type { ChatParams } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { send } from '../testing/send-settings.js';

const CLAUDE_3 = 'anthropic.claude-3-haiku-20240307-v1:0';
const CLAUDE_4_5 = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const OPUS_4_8 = 'us.anthropic.claude-opus-4-8';
const NOVA = 'us.amazon.nova-pro-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
const COHERE = 'cohere.command-r-plus-v1:0';
const UNKNOWN = 'newcomer.model-1';

interface Case {
  readonly name: string;
  readonly model: string;
  readonly params: Partial<ChatParams>;
  readonly inference?: object;
  readonly fields?: object;
  readonly said?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'nothing is sent when nothing is said', model: CLAUDE_4_5, params: {} },
  {
    name: 'zero is something',
    model: CLAUDE_3,
    params: { temperature: 0, top_p: 0, max_tokens: 1 },
    inference: { maxTokens: 1, temperature: 0, topP: 0 },
  },
  {
    name: 'P01: of temperature and top_p the first is kept',
    model: CLAUDE_4_5,
    params: { temperature: 0.5, top_p: 0.9 },
    inference: { temperature: 0.5 },
    said: ['parameter_ignored top_p'],
  },
  {
    name: 'P01: top_p alone is sent',
    model: CLAUDE_4_5,
    params: { top_p: 0.9 },
    inference: { topP: 0.9 },
  },
  {
    name: 'P02: a model without sampling gets none',
    model: OPUS_4_8,
    params: { temperature: 0.5, top_p: 0.9, top_k: 3 },
    said: ['parameter_ignored temperature', 'parameter_ignored top_p', 'parameter_ignored top_k'],
  },
  {
    name: 'P03: max_tokens is what the model gives at most',
    model: CLAUDE_3,
    params: { max_tokens: 8192 },
    inference: { maxTokens: 4096 },
    said: ['max_tokens_lowered max_tokens'],
  },
  {
    name: 'an unknown model has no limit that is known',
    model: UNKNOWN,
    params: { max_tokens: 1_000_000 },
    inference: { maxTokens: 1_000_000 },
  },
  {
    name: "OpenAI's range is wider than Converse's",
    model: CLAUDE_3,
    params: { temperature: 1.7, top_p: -1, max_tokens: 0 },
    inference: { temperature: 1, topP: 0, maxTokens: 1 },
    said: [
      'parameter_adapted temperature',
      'parameter_adapted max_tokens',
      'parameter_adapted top_p',
    ],
  },
  {
    name: 'an empty stop sequence stops nothing',
    model: CLAUDE_3,
    params: { stop: ['', 'END'] },
    inference: { stopSequences: ['END'] },
    said: ['parameter_adapted stop'],
  },
  {
    name: 'stop sequences that are all empty say nothing',
    model: CLAUDE_3,
    params: { stop: ['', ''] },
    said: ['parameter_adapted stop'],
  },
  {
    name: "top_k has Claude's name",
    model: CLAUDE_4_5,
    params: { top_k: 5 },
    fields: { top_k: 5 },
  },
  {
    name: "top_k has Nova's place, beside what is there already",
    model: NOVA,
    params: { top_k: 5, additional_model_request_fields: { inferenceConfig: { x: 1 } } },
    fields: { inferenceConfig: { topK: 5, x: 1 } },
  },
  {
    name: "the caller's own field wins",
    model: CLAUDE_4_5,
    params: { top_k: 5, additional_model_request_fields: { top_k: 6 } },
    fields: { top_k: 6 },
  },
  { name: "k has Cohere's name", model: COHERE, params: { k: 5 }, fields: { k: 5 } },
  {
    name: 'P04, P05: what a known model does not take is not sent',
    model: LLAMA,
    params: { top_k: 5, k: 6, seed: 7 },
    said: ['parameter_ignored top_k', 'parameter_ignored k', 'parameter_ignored seed'],
  },
  {
    name: 'an unknown model gets what the caller says',
    model: UNKNOWN,
    params: { top_k: 5, k: 6, seed: 7 },
    fields: { top_k: 5, k: 6, seed: 7 },
  },
];

describe('inferenceConfig and additionalModelRequestFields', () => {
  test.each(CASES)('$name', ({ model, params, inference, fields, said = [] }) => {
    expect(send(model, params)).toEqual({ inference, fields, said });
  });

  test('P09: more stop sequences than the model takes', () => {
    const stop = Array.from({ length: 2501 }, (_, at) => `s${at}`);
    const { inference, said } = send(CLAUDE_3, { stop });
    expect(inference).toEqual({ stopSequences: stop.slice(0, 2500) });
    expect(said).toEqual(['parameter_adapted stop']);
  });

  test('everything is sent all the same where the caller wants it so', () => {
    const params = { temperature: 2, top_p: 0.9, top_k: 3, seed: 4, max_tokens: 1_000_000 };
    const sent = send(OPUS_4_8, params, { onUnsupported: 'warn' });
    expect(sent).toMatchObject({
      inference: { temperature: 2, topP: 0.9, maxTokens: 1_000_000 },
      fields: { top_k: 3, seed: 4 },
    });
    expect(sent.said.length).toBeGreaterThanOrEqual(5);
  });

  test.each<Partial<ChatParams>>([
    { temperature: 0.5 },
    { top_p: 0.5 },
    { top_k: 3 },
    { seed: 3 },
    { max_tokens: 1_000_000 },
    { max_tokens: 0 },
    { stop: [''] },
  ])('%j is refused where nothing may be adapted', (params) => {
    const [name = ''] = Object.keys(params);
    expect(() => send(OPUS_4_8, params, { onUnsupported: 'throw' })).toThrowError(
      expect.objectContaining({ reason: 'unsupported', path: name }),
    );
  });
});
