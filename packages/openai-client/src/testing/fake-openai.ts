import type { ClientConfig } from '@outcrop/provider-registry';
import type {
  Answer,
  FakeProvider,
  ReceivedRequest,
  ReplyFailureReason,
  ReplyMessage,
} from '@outcrop/provider-registry/conformance';
import { type ChatParams, parseParams, type Usage } from '@outcrop/unified-response';
import { type FakeAnswer, type FakeRequest, startServer } from './fake-server.js';

/** How OpenAI says it: status, and code. */
const FAILURES: Readonly<Record<ReplyFailureReason, readonly [status: number, code: string]>> = {
  invalid_request: [400, 'invalid_value'],
  authentication: [401, 'invalid_api_key'],
  access_denied: [403, 'forbidden'],
  model_not_found: [404, 'model_not_found'],
  context_overflow: [400, 'context_length_exceeded'],
  throttled: [429, 'rate_limit_exceeded'],
  transient: [500, 'server_error'],
  overloaded: [503, 'overloaded'],
};

/** OpenAI on this machine, saying what the conformance kit tells it; `access` is how it is called. */
export async function serveOpenAi(
  answer: Answer,
  access: ClientConfig = { api_key: 'key-of-the-fake-openai' },
): Promise<FakeProvider> {
  let onLeft = (): void => {};
  const server = await startServer((request) => {
    const reply = answer(receivedOf(request));
    if (reply.kind === 'failure') {
      const [status, code] = FAILURES[reply.reason];
      return { status, json: { error: { message: reply.message, type: code, code } } };
    }
    if (reply.ends === 'silent') onLeft = reply.onLeft;
    if (request.body.stream) return streamedAnswer(reply);
    return reply.ends === 'silent' ? { silent: true } : wholeAnswer(reply);
  });
  server.left.then(() => onLeft());
  return {
    config: { base_url: `${server.url}/v1`, max_retries: 0, ...access },
    close: server.close,
  };
}

/** The request as OpenAI understands it. */
function receivedOf({ body, path }: FakeRequest): ReceivedRequest {
  const deployment = /\/deployments\/([^/]+)\//.exec(path)?.[1];
  return parseParams({
    ...(body as unknown as ChatParams),
    model: deployment === undefined ? (body.model as string) : decodeURIComponent(deployment),
  });
}

const ABOUT = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'served-model' } as const;

function saidBy({ text = [], json }: ReplyMessage): readonly string[] {
  return json ? [JSON.stringify(json)] : text;
}

function toolCallsOf({ toolCalls = [] }: ReplyMessage): object[] {
  return toolCalls.map(({ id, name, arguments: pieces }) => ({
    ...{ id, type: 'function' },
    function: { name, arguments: pieces.join('') },
  }));
}

function wireUsage(usage: Usage): object {
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const prompt_tokens = inputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return {
    ...{ prompt_tokens, completion_tokens: outputTokens },
    total_tokens: prompt_tokens + outputTokens,
    prompt_tokens_details: {
      cached_tokens: cacheReadInputTokens,
      cache_write_tokens: cacheWriteInputTokens,
    },
  };
}

/** A word that no client knows. */
function wireReason({ finishReason }: ReplyMessage): string {
  return finishReason === 'unknown' ? 'whim' : finishReason;
}

function unknownField({ unknownField: field }: ReplyMessage): object {
  return field ? { [field.name]: field.value } : {};
}

function wholeAnswer(reply: ReplyMessage): FakeAnswer {
  const calls = toolCallsOf(reply);
  const said = saidBy(reply).join('');
  const message = {
    ...{ role: 'assistant', content: said === '' ? null : said, refusal: null },
    ...(reply.reasoning && { reasoning_content: reply.reasoning.join('') }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...unknownField(reply),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: wireReason(reply) };
  const usage = wireUsage(reply.usage);
  return { json: { ...ABOUT, object: 'chat.completion', choices: [choice], usage } };
}

/** The calls' first pieces, then their others in turn: pieces of several calls may interleave. */
function callDeltas({ toolCalls = [] }: ReplyMessage): object[] {
  const starts = toolCalls.map(({ id, name }, index) => ({
    tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }],
  }));
  const longest = Math.max(0, ...toolCalls.map(({ arguments: pieces }) => pieces.length));
  const rest = Array.from({ length: longest }, (_, at) =>
    toolCalls.flatMap(({ arguments: pieces }, index) =>
      pieces[at] === undefined ? [] : [{ index, function: { arguments: pieces[at] } }],
    ),
  );
  return [...starts, ...rest.map((tool_calls) => ({ tool_calls }))];
}

function streamedAnswer(reply: ReplyMessage): FakeAnswer {
  const deltas = [
    { role: 'assistant', content: '', refusal: null },
    ...(reply.reasoning ?? []).map((piece) => ({ reasoning_content: piece })),
    ...saidBy(reply).map((piece) => ({ content: piece })),
    ...callDeltas(reply),
    ...(reply.unknownField ? [unknownField(reply)] : []),
  ];
  const chunk = (choices: object[], more: object = {}): object => ({
    ...{ ...ABOUT, object: 'chat.completion.chunk', choices, usage: null },
    ...more,
  });
  const chunks = deltas.map((delta) => chunk([{ index: 0, delta, finish_reason: null }]));
  if (reply.ends !== 'complete') return { chunks, ends: reply.ends };
  const end = chunk([{ index: 0, delta: {}, finish_reason: wireReason(reply) }]);
  return { chunks: [...chunks, end, chunk([], { usage: wireUsage(reply.usage) })] };
}
