import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { problemOf } from './body-rules.js';

/** A call as it reached the server. */
export interface FakeRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
  /** The body as it was sent. */
  readonly text: string;
}

export type FakeAnswer =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Record<string, string> }
  /** Server-sent events: the chunks, and how it ends. */
  | { readonly chunks: readonly unknown[]; readonly ends?: 'done' | 'clean' | 'cut' | 'silent' }
  /** Bytes as they are, of that type. */
  | { readonly raw: string; readonly type: string; readonly status?: number }
  /** Nothing. */
  | { readonly silent: true }
  /** The connection breaks before an answer. */
  | { readonly broken: true };

export interface FakeServer {
  readonly url: string;
  /** Every call, in order. */
  readonly requests: FakeRequest[];
  /** Fulfilled when a client has closed the connection of an answer that was not over. */
  readonly left: Promise<void>;
  close(): void;
}

/** Lengths of the pieces that a stream is sent in: they cut lines, and letters, anywhere. */
const PIECES = [1, 7, 2, 61, 3, 19];

/** A server on this machine that speaks HTTP, holds bodies to OpenAI's rules, and says what it is told. */
export async function startServer(
  answer: (request: FakeRequest, number: number) => FakeAnswer,
): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  let noteLeft = (): void => {};
  const left = new Promise<void>((resolve) => {
    noteLeft = resolve;
  });
  const server = createServer(async (incoming, outgoing) => {
    const sent = await text(incoming);
    const request = {
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: JSON.parse(sent) as Record<string, unknown>,
      text: sent,
    };
    requests.push(request);
    const problem = problemOf(request.body);
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) noteLeft();
    });
    if (problem === undefined) say(answer(request, requests.length), outgoing);
    else say({ status: 400, json: { error: { message: problem } } }, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...{ requests, left },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function say(answer: FakeAnswer, outgoing: ServerResponse): void {
  if ('silent' in answer) return;
  if ('broken' in answer) {
    outgoing.destroy();
  } else if ('chunks' in answer) {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req-1' });
    void stream(answer, outgoing);
  } else if ('raw' in answer) {
    outgoing.writeHead(answer.status ?? 200, { 'content-type': answer.type }).end(answer.raw);
  } else {
    const { status = 200, headers = {}, json } = answer;
    const all = { 'content-type': 'application/json', 'x-request-id': 'req-1', ...headers };
    outgoing.writeHead(status, all).end(JSON.stringify(json));
  }
}

async function stream(
  { chunks, ends = 'done' }: Extract<FakeAnswer, { chunks: unknown }>,
  outgoing: ServerResponse,
): Promise<void> {
  const bytes = Buffer.from(serverSentEvents(chunks, ends === 'done'));
  for (let at = 0, turn = 0; at < bytes.length && !outgoing.destroyed; turn += 1) {
    const length = PIECES[turn % PIECES.length] ?? 1;
    const piece = bytes.subarray(at, at + length);
    at += length;
    await new Promise((resolve) => outgoing.write(piece, resolve));
  }
  if (ends === 'cut') outgoing.destroy();
  else if (ends !== 'silent') outgoing.end();
}

/** Chunks as a stream has them. */
export function serverSentEvents(chunks: readonly unknown[], hasEnd: boolean): string {
  const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
  return hasEnd ? `${events}data: [DONE]\n\n` : events;
}
