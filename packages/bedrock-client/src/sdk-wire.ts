import type { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import type { ExchangeOptions } from './converse-port.js';

/** The middleware of a command; all commands have the same, whatever their types say. */
type MiddlewareStack = ConverseCommand['middlewareStack'];

/** The parts of a call that the SDK neither writes nor reads. */
export interface OwnWire {
  /** The members of the input that make the path: the only ones the SDK gets to see. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** In place of the SDK's own; `content-type` is JSON where it is not given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the body of an answer that is no error, and leaves an empty one. */
  readonly onAnswer: (response: WireHttpResponse) => Promise<void>;
}

interface WireHttpRequest {
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number;
}

export interface WireHttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/**
 * Has the SDK sign, resolve the endpoint and read errors, while the JSON of both bodies is ours: the
 * SDK's own serializers drop every member they do not know, both ways.
 */
export function ownWire(command: object, wire: OwnWire, options: ExchangeOptions): void {
  const { middlewareStack: stack } = command as { readonly middlewareStack: MiddlewareStack };
  stack.add((next) => (args) => next({ ...args, input: wire.path as never }), {
    step: 'serialize',
    name: 'outcropPathOnly',
    priority: 'high',
  });
  stack.add(
    (next) => (args) => {
      const request = args.request as { body: unknown; headers: Record<string, string> };
      request.body = wire.body;
      const headers = { 'content-type': 'application/json', ...wire.headers, ...options.headers };
      for (const [name, value] of Object.entries(headers)) {
        request.headers[name.toLowerCase()] = value;
      }
      return next(args);
    },
    { step: 'serialize', name: 'outcropBody', priority: 'low' },
  );
  singleAttempt(command, options);
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      options.onProgress?.();
      const response = result.response as WireHttpResponse;
      if (response.statusCode >= 200 && response.statusCode < 300) await wire.onAnswer(response);
      else await keepRefusal(response, options);
      return result;
    },
    { step: 'deserialize', name: 'outcropAnswer', priority: 'low' },
  );
}

/** Has the body of a refusal stay on its error: the SDK reads of it only what it knows. */
async function keepRefusal(response: WireHttpResponse, options: ExchangeOptions): Promise<void> {
  if (!(Symbol.asyncIterator in Object(response.body))) return;
  response.body = await readAnswer(response, (body) => body, options);
}

/** Has the SDK send a command once: there is one retry layer, ours, in place of its own. */
export function singleAttempt(command: object, { onSend }: ExchangeOptions): void {
  const { middlewareStack: stack } = command as { readonly middlewareStack: MiddlewareStack };
  stack.add(
    (next) => (args) => {
      const { hostname, port, protocol } = args.request as WireHttpRequest;
      onSend?.({ hostname, port: port ?? (protocol === 'http:' ? 80 : 443) });
      return next(args);
    },
    { step: 'finalizeRequest', name: 'retryMiddleware', priority: 'high', override: true },
  );
}

/**
 * The whole body of an answer, as `parse` understands it.
 * @throws whatever broke the body, with the response on it, as the SDK has it on its errors.
 */
export async function readAnswer<Answer>(
  response: WireHttpResponse,
  parse: (body: Buffer) => Answer,
  { onProgress }: ExchangeOptions,
): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      onProgress?.();
      chunks.push(chunk);
    }
    response.body = new Uint8Array(0);
    return parse(Buffer.concat(chunks));
  } catch (error) {
    throw Object.defineProperty(error as Error, '$response', { value: response });
  }
}

/** @throws SyntaxError for what is no JSON object, `ECONNRESET` for one that breaks off. */
export function parseObject(
  body: Buffer,
  parse: (text: string) => unknown = (text) => JSON.parse(text),
): object {
  const text = body.toString('utf8');
  try {
    const value = parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new SyntaxError('Expected a JSON object');
  } catch (error) {
    // Over HTTP/2 a connection that breaks looks like the end of the body.
    if (!text.startsWith('{')) throw error;
    const broken = new Error(`The answer broke off after ${text.length} characters`);
    throw Object.assign(broken, { code: 'ECONNRESET' });
  }
}

/** The region that a client of the SDK leads to. */
export async function regionOf(client: {
  readonly config?: { readonly region?: unknown };
}): Promise<string | undefined> {
  try {
    // A test double may have no configuration, or another one.
    const { region } = client.config ?? {};
    const found: unknown = typeof region === 'function' ? await region() : region;
    return typeof found === 'string' ? found : undefined;
  } catch {
    // The call itself fails for the same reason, and says so.
    return undefined;
  }
}

export function requestIdOf(output: object): { readonly requestId?: string } {
  const { $metadata } = output as { readonly $metadata?: { readonly requestId?: string } };
  return $metadata?.requestId === undefined ? {} : { requestId: $metadata.requestId };
}
