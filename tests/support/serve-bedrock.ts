import {
  type ReceivedRequest as HttpRequest,
  type Reply,
  reply,
  startEmulator,
} from '@outcrop/bedrock-emulator';
import { fromConverseRequest, type WireConverseRequest } from '@outcrop/converse-mapping';
import type {
  Answer,
  FakeProvider,
  ReplyFailureReason,
  ReplyMessage,
} from '@outcrop/provider-registry/conformance';
import { isPlainObject } from '@outcrop/unified-response';

/** How Bedrock says it: the exception, and what its text has to have to be told from others. */
const EXCEPTIONS: Readonly<Record<ReplyFailureReason, readonly [name: string, words?: string]>> = {
  throttled: ['ThrottlingException'],
  overloaded: ['ServiceUnavailableException'],
  transient: ['InternalServerException'],
  invalid_request: ['ValidationException'],
  context_overflow: ['ValidationException', 'Input is too long for requested model.'],
  authentication: ['UnrecognizedClientException'],
  access_denied: ['AccessDeniedException'],
  model_not_found: ['ValidationException', 'The provided model identifier is invalid.'],
};

const STOP_REASONS = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'content_filtered',
  unknown: 'whim',
} as const;

export const MODEL = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

/** No model of Bedrock takes all that the adapter can send; this one is said to. */
const EVERY_MEDIUM = { media: { user: { audio: ['mp3'], video: ['mp4'] } } } as const;

/** Pieces of a stream are short enough for every text of the kit to come in several. */
const PIECE = 4;

/** Bedrock on this machine, over HTTP, saying what it is told. */
export async function serveBedrock(answer: Answer): Promise<FakeProvider> {
  const emulator = await startEmulator({
    replies: (request) => {
      const body = request.body as unknown as WireConverseRequest;
      const modelId = request.modelId ?? '';
      const told = answer(fromConverseRequest({ ...body, modelId }));
      if (told.kind === 'failure') {
        const [exception, words] = EXCEPTIONS[told.reason];
        return reply.error(exception, [words, told.message].filter(Boolean).join(' '));
      }
      if (told.ends === 'complete') return wholeReply(told, request);
      if (told.ends === 'silent') watch(told.onLeft);
      return brokenReply(told, request);
    },
  });
  const watches = new Set<NodeJS.Timeout>();
  const watch = (onLeft: () => void): void => {
    const timer = setInterval(() => {
      if (emulator.requests.some(({ closedBy }) => closedBy === 'client')) onLeft();
    }, 2);
    watches.add(timer);
  };
  const { region, endpoint, credentials } = emulator.clientOptions;
  return {
    config: {
      region,
      endpoint,
      credentials,
      totalMaxAttempts: 1,
      models: { [MODEL]: EVERY_MEDIUM },
    },
    close: async () => {
      for (const timer of watches) clearInterval(timer);
      await emulator.close();
    },
  };
}

function wholeReply(told: ReplyMessage, { body }: HttpRequest): Reply {
  const { reasoning, signature, text, toolCalls = [], json, unknownField } = told;
  const asked = isPlainObject(body) ? body : {};
  const asTool = json && !('outputConfig' in asked) && 'toolConfig' in asked;
  const said = json && !asTool ? JSON.stringify(json) : text?.join('');
  const calls = toolCalls.map(({ id, name, arguments: pieces }) => ({
    ...{ id, name },
    input: JSON.parse(pieces.join('')),
  }));
  if (asTool) calls.push({ id: 'tooluse_json', name: '__structured_output', input: json });
  const { raw: _, ...usage } = told.usage;
  return reply({
    ...(reasoning && { reasoning: { text: reasoning.join(''), signature: signature ?? '' } }),
    ...(said !== undefined && { text: said }),
    toolCalls: calls,
    stopReason: STOP_REASONS[asTool ? 'tool_calls' : told.finishReason],
    usage,
    ...(unknownField && {
      members: { additionalModelResponseFields: { [unknownField.name]: unknownField.value } },
    }),
    chunkCharacters: PIECE,
  });
}

/** What is cut, or silent after what it has to say. */
function brokenReply({ text = [], ends }: ReplyMessage, { operation }: HttpRequest): Reply {
  if (operation === 'Converse') return reply.fault('idle', { after: 'start' });
  const begun = [
    { messageStart: { role: 'assistant' } },
    ...text.map((piece) => ({
      contentBlockDelta: { contentBlockIndex: 0, delta: { text: piece } },
    })),
  ];
  if (ends === 'cut') return reply.events(begun);
  const ended = [
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason: 'end_turn' } },
  ];
  return reply.fault('idle', { after: begun.length, answer: reply.events([...begun, ...ended]) });
}
