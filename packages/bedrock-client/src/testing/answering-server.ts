import { http1Server, type TestServer } from './server.js';

/** What a service was asked. */
export interface AskedRequest {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** Where there is none, `undefined`. */
  readonly body: unknown;
}

/** JSON, unless it is bytes. */
export interface ServiceAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | Uint8Array;
}

export interface AnsweringServer extends TestServer {
  readonly requests: readonly AskedRequest[];
}

/** Signed for Bedrock in `us-east-1`. */
export const SIGNED: RegExp =
  /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/us-east-1\/bedrock\/aws4_request/;

/** A service for operations that the emulator does not have. Each answer has a request id: `id-1`, `id-2`, … */
export async function answeringServer(
  answer: (request: AskedRequest, number: number) => ServiceAnswer | Promise<ServiceAnswer>,
): Promise<AnsweringServer> {
  const requests: AskedRequest[] = [];
  const server = await http1Server(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const [path = '', query] = (request.url ?? '').split('?');
    const asked = {
      method: request.method ?? '',
      path,
      query: new URLSearchParams(query),
      headers: request.headers as Record<string, string>,
      body: text === '' ? undefined : JSON.parse(text),
    };
    const number = requests.push(asked);
    const { status = 200, headers, body = {} } = await answer(asked, number);
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-amzn-requestid': `id-${number}`,
      ...headers,
    });
    response.end(body instanceof Uint8Array ? body : JSON.stringify(body));
  });
  return { ...server, requests };
}

/** A refusal as Bedrock writes it. */
export function refusal(status: number, name: string, message: string): ServiceAnswer {
  return { status, headers: { 'x-amzn-errortype': name }, body: { message } };
}
