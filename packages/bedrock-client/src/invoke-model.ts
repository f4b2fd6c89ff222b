import type { CallOptions } from '@outcrop/provider-registry';
import { EMPTY_USAGE, ProviderError, type Usage } from '@outcrop/unified-response';
import { type Call, type ClientCore, exchangeContext, operate } from './call.js';
import type { ConversePort, Exchange, WireModelAnswer, WireModelCall } from './converse-port.js';
import { encodeBody } from './encode-body.js';
import { type ExchangeContext, exchange } from './exchange.js';
import { missingOperation } from './missing-operation.js';

/** A call in the model's own words. */
export interface InvokeModelParams {
  /** Default: the client's `model`. */
  readonly model?: string;
  /** An object is sent as JSON, bytes and texts as they are. */
  readonly body: Uint8Array | string | object;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** Default `application/json`. */
  readonly accept?: string;
}

export interface InvokeModelResult {
  readonly body: Uint8Array;
  /** The body, where it is JSON. */
  readonly json?: unknown;
  readonly contentType: string;
  /** What the service counted, where it says so. */
  readonly usage?: Usage;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId?: string;
}

/** Calls a model with a body of the caller's own. */
export async function invokeModel(
  core: ClientCore,
  params: InvokeModelParams,
  options?: CallOptions,
): Promise<InvokeModelResult> {
  const { model = core.options.model, body, contentType, accept } = params;
  if (!model)
    throw invalidParam('model', 'the id or ARN of a model', 'Pass the id or ARN of a model.');
  const input = {
    modelId: model,
    body: bytesOf(body),
    contentType: contentType ?? JSON_TYPE,
    accept: accept ?? JSON_TYPE,
  };
  const work = async (call: Call): Promise<InvokeModelResult> => {
    const port = await core.ports.runtime();
    return invoke(port, input, await exchangeContext(core, call, port));
  };
  const start = { call: { operation: 'invoke_model', model, stream: false } } as const;
  return operate(core, options, start, work, ({ requestId, usage }) => ({ requestId, usage }));
}

const JSON_TYPE = 'application/json';

/** One InvokeModel, as often as the retry policy allows. */
export async function invoke(
  port: ConversePort,
  input: WireModelCall,
  context: ExchangeContext,
): Promise<InvokeModelResult> {
  if (!port.invokeModel) throw missingOperation('invokeModel');
  const send = port.invokeModel.bind(port, input);
  return exchange(async (options) => resultOf(await send(options)), input.modelId, context);
}

function bytesOf(body: InvokeModelParams['body']): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (typeof body === 'object' && body !== null) return encodeBody(body);
  throw invalidParam(
    'body',
    'bytes, a text or an object',
    'Pass the body as the model documents it.',
  );
}

/** @throws what a connection that broke does: a JSON that breaks off is half an answer. */
function resultOf({ output, requestId }: Exchange<WireModelAnswer>): InvokeModelResult {
  const { body, headers = {} } = output;
  const contentType = headers['content-type'] ?? '';
  const usage = usageOf(headers);
  return {
    body,
    ...(/\bjson\b/i.test(contentType) && { json: parseJson(body, requestId) }),
    contentType,
    ...(usage && { usage }),
    headers,
    ...(requestId !== undefined && { requestId }),
  };
}

function parseJson(body: Uint8Array, requestId: string | undefined): unknown {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const $metadata = { httpStatusCode: 200, requestId };
    if (!/^\s*[{[]/.test(text)) throw Object.assign(error as Error, { $metadata });
    const broken = new Error(`The answer broke off after ${text.length} characters`);
    throw Object.assign(broken, { code: 'ECONNRESET', $metadata });
  }
}

/** Real answers carry these headers, though the service's model does not name them. */
function usageOf(headers: Readonly<Record<string, string>>): Usage | undefined {
  const count = (name: string): number | undefined => {
    const value = headers[`x-amzn-bedrock-${name}-token-count`];
    return value === undefined ? undefined : Number(value);
  };
  const inputTokens = count('input');
  const outputTokens = count('output');
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const cacheReadInputTokens = count('cache-read-input') ?? 0;
  const cacheWriteInputTokens = count('cache-write-input') ?? 0;
  const known = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  return {
    ...EMPTY_USAGE,
    ...known,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    totalTokens:
      known.inputTokens + known.outputTokens + cacheReadInputTokens + cacheWriteInputTokens,
  };
}

function invalidParam(path: string, expected: string, hint: string): ProviderError {
  return new ProviderError(`${path}: expected ${expected}`, {
    reason: 'invalid_request',
    path,
    hint,
    provider: 'bedrock',
  });
}
