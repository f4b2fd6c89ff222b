import type { LanguageModelV3Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { toV4Prompt } from './v3-prompt.js';

describe('a prompt of v3', () => {
  it.each([
    ['bytes', Uint8Array.of(1), { type: 'data', data: Uint8Array.of(1) }],
    ['base64', 'AQID', { type: 'data', data: 'AQID' }],
    ['an address', new URL('https://a.example/i'), url('https://a.example/i')],
    ['an address as text', 'https://a.example/i', url('https://a.example/i')],
    ['a data URI', 'data:,x', url('data:,x')],
  ])('has files as %s', (_, data, expected) => {
    const part = { type: 'file', mediaType: 'image/png', data } as const;
    const prompt: LanguageModelV3Prompt = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'A' }, part] },
    ];
    expect(toV4Prompt(prompt)).toEqual([
      prompt[0],
      {
        role: 'user',
        content: [
          { type: 'text', text: 'A' },
          { ...part, data: expected },
        ],
      },
    ]);
  });

  it('has files in results of tools, in six ways', () => {
    const providerOptions = { outcrop: { detail: 'low' } };
    const prompt: LanguageModelV3Prompt = [
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 't',
            toolName: 'f',
            output: {
              type: 'content',
              value: [
                { type: 'text', text: 'See:' },
                { type: 'file-data', data: 'AQID', mediaType: 'application/pdf', filename: 'a' },
                { type: 'image-data', data: 'AQID', mediaType: 'image/png', providerOptions },
                { type: 'file-url', url: 's3://b/a.pdf' },
                { type: 'image-url', url: 'https://a.example/i' },
                { type: 'file-id', fileId: { bedrock: 's3://b/a.pdf' } },
                { type: 'image-file-id', fileId: 's3://b/i.png' },
                { type: 'custom', providerOptions },
              ],
            },
          },
        ],
      },
    ];
    const [message] = toV4Prompt(prompt);
    const part = message?.role === 'tool' ? message.content[0] : undefined;
    const output = part?.type === 'tool-result' ? part.output : undefined;
    const data = { type: 'data', data: 'AQID' };
    expect(output?.type === 'content' && output.value).toEqual([
      { type: 'text', text: 'See:' },
      { type: 'file', data, mediaType: 'application/pdf', filename: 'a' },
      { type: 'file', data, mediaType: 'image/png', providerOptions },
      { type: 'file', data: url('s3://b/a.pdf'), mediaType: 'application' },
      { type: 'file', data: url('https://a.example/i'), mediaType: 'image' },
      {
        type: 'file',
        data: { type: 'reference', reference: { bedrock: 's3://b/a.pdf' } },
        mediaType: 'application',
      },
      {
        type: 'file',
        data: { type: 'reference', reference: { outcrop: 's3://b/i.png' } },
        mediaType: 'image',
      },
      { type: 'custom', providerOptions },
    ]);
  });
});

function url(address: string): object {
  return { type: 'url', url: new URL(address) };
}
