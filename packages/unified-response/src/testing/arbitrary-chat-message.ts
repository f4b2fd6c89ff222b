import fc from 'fast-check';
import { bytesToBase64 } from '../base64.js';
import type { ChatMessage } from '../chat-message.js';
import { anyText } from './arbitrary-data.js';
import { anyMessage } from './arbitrary-response.js';

const base64 = fc.uint8Array().map(bytesToBase64);

const textPart = fc.record({ type: fc.constant('text' as const), text: anyText });

const refusalPart = fc.record({ type: fc.constant('refusal' as const), refusal: anyText });

const imagePart = fc.record({
  type: fc.constant('image_url' as const),
  image_url: fc.record(
    {
      url: fc.oneof(
        fc.webUrl(),
        base64.map((data) => `data:image/png;base64,${data}`),
      ),
      detail: fc.constantFrom('auto' as const, 'low' as const, 'high' as const),
    },
    { requiredKeys: ['url'] },
  ),
});

const audioPart = fc.record({
  type: fc.constant('input_audio' as const),
  input_audio: fc.record({ data: base64, format: fc.constantFrom('wav' as const, 'mp3' as const) }),
});

const filePart = fc.record({
  type: fc.constant('file' as const),
  file: fc.oneof(
    fc.record({ file_data: base64, filename: anyText }, { requiredKeys: ['file_data'] }),
    fc.record({ file_id: anyText }),
  ),
});

const texts = fc.oneof(anyText, fc.array(textPart, { maxLength: 2 }));

const toolCall = fc.oneof(
  fc.record({
    id: anyText,
    type: fc.constant('function' as const),
    function: fc.record({ name: anyText, arguments: anyText }),
  }),
  fc.record({
    id: anyText,
    type: fc.constant('custom' as const),
    custom: fc.record({ name: anyText, input: anyText }),
  }),
);

const system = fc.record(
  { role: fc.constantFrom('system' as const, 'developer' as const), content: texts, name: anyText },
  { requiredKeys: ['role', 'content'] },
);

const user = fc.record(
  {
    role: fc.constant('user' as const),
    content: fc.oneof(
      anyText,
      fc.array(fc.oneof(textPart, imagePart, audioPart, filePart), { maxLength: 3 }),
    ),
    name: anyText,
  },
  { requiredKeys: ['role', 'content'] },
);

const assistant = fc.record(
  {
    role: fc.constant('assistant' as const),
    content: fc.oneof(
      texts,
      fc.array(fc.oneof(textPart, refusalPart), { maxLength: 2 }),
      fc.constant(null),
    ),
    name: anyText,
    refusal: fc.option(anyText),
    tool_calls: fc.array(toolCall, { maxLength: 3 }),
    function_call: fc.option(fc.record({ name: anyText, arguments: anyText })),
    audio: fc.option(fc.record({ id: anyText })),
  },
  { requiredKeys: ['role'] },
);

const tool = fc.record({
  role: fc.constant('tool' as const),
  content: texts,
  tool_call_id: anyText,
});

const legacyFunction = fc.record({
  role: fc.constant('function' as const),
  name: anyText,
  content: fc.option(anyText),
});

/** Any message of OpenAI's Chat Completions API. */
export const anyOpenAiMessage: fc.Arbitrary<ChatMessage> = fc.oneof(
  system,
  user,
  assistant,
  tool,
  legacyFunction,
);

/** Any message that `ChatParams` takes: OpenAI's, or a `UnifiedMessage`. */
export const anyChatMessage: fc.Arbitrary<ChatMessage> = fc.oneof(
  anyOpenAiMessage,
  anyMessage.map(
    (message): ChatMessage =>
      message.role === 'tool' ? { ...message, role: 'user' } : (message as ChatMessage),
  ),
);
