import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type {
  Answer,
  FakeProvider,
  ReceivedRequest,
  ReplyFailureReason,
  ReplyMessage,
} from '@outcrop/provider-registry/conformance';
import { blockOf } from '../from-wire.js';
import type { WireAnswer, WirePart, WireRequest } from '../wire.js';

const STATUS: Readonly<Record<ReplyFailureReason, number>> = {
  invalid_request: 400,
  authentication: 401,
  access_denied: 403,
  model_not_found: 404,
  context_overflow: 413,
  throttled: 429,
  transient: 500,
  overloaded: 503,
};

/** The last is a word that no client knows. */
const END = {
  stop: 'done',
  length: 'limit',
  tool_calls: 'call',
  content_filter: 'filter',
  unknown: 'whim',
} as const;

/** Echo on this machine, saying what it is told. */
export async function serveEcho(answer: Answer): Promise<FakeProvider> {
  const server = createServer(async (incoming, outgoing) => {
    const request = JSON.parse(await text(incoming)) as WireRequest;
    const reply = answer(receivedOf(request));
    if (reply.kind === 'failure') {
      outgoing.writeHead(STATUS[reply.reason]).end(JSON.stringify({ problem: reply.message }));
    } else if (request.stream) {
      streamReply(reply, outgoing);
    } else if (reply.ends === 'silent') {
      outgoing.on('close', reply.onLeft);
    } else {
      outgoing.end(JSON.stringify(wholeReply(reply)));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    config: { endpoint: `http://127.0.0.1:${port}`, api_key: 'key-of-the-fake-echo' },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The request as Echo understands it. */
function receivedOf({ model, turns, tools, settings }: WireRequest): ReceivedRequest {
  return {
    model,
    messages: turns.map(({ role, parts }) => ({ role, content: parts.map(blockOf) })),
    inference: settings,
    tools: tools.map((tool) => ({
      ...tool,
      type: 'function',
      parameters: tool.parameters as never,
    })),
  };
}

/** The parts of the answer, each in its pieces. */
function partsOf({
  reasoning = [],
  signature,
  text = [],
  toolCalls = [],
  json,
}: ReplyMessage): WirePart[][] {
  const said = json ? [JSON.stringify(json)] : text;
  const seal: WirePart[] = signature ? [{ kind: 'thought', text: '', seal: signature }] : [];
  return [
    [...reasoning.map((piece): WirePart => ({ kind: 'thought', text: piece })), ...seal],
    said.map((piece): WirePart => ({ kind: 'text', text: piece })),
    ...toolCalls.map(({ id, name, arguments: pieces }) =>
      pieces.map((piece): WirePart => ({ kind: 'call', id, tool: name, text: piece })),
    ),
  ].filter((pieces) => pieces.length > 0);
}

/** All that an answer has beside its parts. */
function endOf({
  finishReason,
  usage,
  unknownField,
}: ReplyMessage): Pick<WireAnswer, 'end' | 'tokens'> {
  return {
    end: END[finishReason],
    tokens: { in: usage.inputTokens, out: usage.outputTokens },
    ...(unknownField && { [unknownField.name]: unknownField.value }),
  };
}

function wholeReply(reply: ReplyMessage): WireAnswer {
  const parts = partsOf(reply).map((pieces) => {
    const joined = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
    return Object.assign({}, ...pieces, { text: joined }) as WirePart;
  });
  return { id: 'echo-1', parts, ...endOf(reply) };
}

function streamReply(reply: ReplyMessage, outgoing: ServerResponse): void {
  const events = [
    { id: 'echo-1' },
    ...partsOf(reply).flatMap((pieces, index) => pieces.map((part) => ({ index, part }))),
    ...(reply.ends === 'complete' ? [endOf(reply)] : []),
  ];
  for (const event of events) outgoing.write(`${JSON.stringify(event)}\n`);
  if (reply.ends === 'silent') outgoing.on('close', reply.onLeft);
  else outgoing.end();
}
