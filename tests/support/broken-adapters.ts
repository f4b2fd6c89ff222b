import { createResponseStream, type ModelClient } from '@outcrop/provider-registry';
import {
  type ChatMessage,
  type ChatParams,
  type Cost,
  isProviderError,
  ProviderError,
  type ProviderErrorInit,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import type { Change } from './changed-adapter.js';

/** A promise of the contract, and the ways to break it that have to be found, and nothing else with them. */
export interface Breakage {
  readonly promise: string;
  readonly changes: Readonly<Record<string, Change>>;
}

export const BREAKAGES: readonly Breakage[] = [
  {
    promise: 'manifest: is of contract 1, with an id that can stand before a colon',
    changes: {
      'has a colon in its id': {
        manifest: (manifest) => ({ ...manifest, id: 'echo:1' }),
        response: (response) => response.with({ provider: 'echo:1' }),
        error: (error) => changedError(error, { provider: 'echo:1' }),
      },
    },
  },
  {
    promise: 'manifest: says of every capability whether it is there',
    changes: {
      'says nothing about caching': capable({ promptCaching: undefined }),
      'takes a medium that nobody knows': capable({ media: ['image', 'smell'] }),
    },
  },
  {
    promise: 'manifest: describes every field of its configuration',
    changes: {
      'leaves a description out': configurable({ voice: { type: 'string', description: ' ' } }),
      'has a type that nobody knows': configurable({
        voice: { type: 'any voice', description: 'V' },
      }),
    },
  },
  {
    promise: 'manifest: marks the fields that hold secrets',
    changes: {
      'has a key that is no secret': configurable({
        otherKey: { type: 'string', description: 'K' },
      }),
    },
  },
  {
    promise: 'manifest: goes with a client, or an error that says what is missing',
    changes: {
      'stumbles over a missing field': {
        ...configurable({
          endpoint: { type: 'string', description: 'Address' },
          api_key: { type: 'string', description: 'API key', secret: true },
        }),
        config: (config) => ({ ...config, endpoint: (config.endpoint as string).trim() }),
      },
    },
  },
  {
    promise: 'manifest: needs no field that its configSchema does not list',
    changes: {
      'hides a field': {
        manifest: ({ configSchema: { api_key: _, ...configSchema }, ...manifest }) => ({
          ...manifest,
          configSchema,
        }),
      },
    },
  },
  {
    promise: 'manifest: serves its api types, with a model as default of the calls',
    changes: { 'serves none': { manifest: (manifest) => ({ ...manifest, apiTypes: [] }) } },
  },
  {
    promise: 'text: arrives whole, from the assistant, without a warning',
    changes: {
      'has a status of its own': { response: (response) => response.with({ status: 'odd' }) },
    },
  },
  {
    promise: 'text: and settings of a call reach the provider, system prompt first',
    changes: {
      'drops the temperature': { params: ({ temperature: _, ...params }) => params },
      'puts the system prompt last': {
        params: withMessages((messages) => [...messages].sort(systemLast)),
      },
    },
  },
  {
    promise: 'text: goes back as it came: response.messages are messages of the next call',
    changes: {
      "drops its own messages, but for tools'": {
        params: withMessages((messages) =>
          messages.filter(
            (message) => message.role !== 'assistant' || !isTextBlocks(message.content),
          ),
        ),
      },
    },
  },
  {
    promise: 'text: ends for a reason: stop, length, content_filter',
    changes: {
      'takes a filter for a stop': {
        response: (response) =>
          response.finishReason === 'content_filter'
            ? response.with({ finishReason: 'stop' })
            : response,
      },
    },
  },
  {
    promise: 'text: that ends for a reason nobody knows is unknown, with the raw word kept',
    changes: {
      'takes the unknown for a stop': {
        response: (response) =>
          response.finishReason === 'unknown' ? response.with({ finishReason: 'stop' }) : response,
      },
      'forgets the raw word': {
        response: (response) => {
          const { stopReason: _, ...providerMetadata } = response.providerMetadata;
          return response.with({ providerMetadata });
        },
      },
    },
  },
  {
    promise: 'text: says in a warning which parameter was not sent',
    changes: {
      'drops it in silence': {
        params: (params) => {
          const { conformance_parameter: _, ...known } = params as unknown as {
            [name: string]: unknown;
          };
          return known as unknown as ChatParams;
        },
      },
    },
  },
  {
    promise: "text: has OpenAI's shape and AG2's views, too",
    changes: {
      'forgets the model': {
        client: ({ getUsage }) => ({ getUsage: (of) => ({ ...getUsage(of), model: '' }) }),
      },
    },
  },
  {
    promise: 'text: survives JSON, with all that the response has',
    changes: {
      'keeps a date': {
        response: (response) =>
          response.with({ providerMetadata: { ...response.providerMetadata, at: new Date(0) } }),
      },
    },
  },
  {
    promise: 'tools: reach the provider with name, description and parameters',
    changes: {
      'drops the description': {
        params: ({ tools, ...params }) => ({
          ...params,
          ...(tools && {
            tools: tools.map((tool) =>
              tool.type === 'function'
                ? {
                    ...tool,
                    function: {
                      name: tool.function.name,
                      parameters: tool.function.parameters ?? {},
                    },
                  }
                : tool,
            ),
          }),
        }),
      },
    },
  },
  {
    promise: 'tools: are called by the model, and the result goes back with the call',
    changes: {
      'loses the only result': {
        params: withResults((results) => (results.length === 1 ? ['lost'] : results)),
      },
    },
  },
  {
    promise: 'tools: are called in parallel, and each result goes to its own call',
    changes: { 'mixes up the results': { params: withResults((results) => results.toReversed()) } },
  },
  {
    promise: 'media: of the kind image reach the provider byte for byte',
    changes: {
      'sends the image as text': {
        params: withMessages((messages) =>
          messages.map((message) =>
            JSON.stringify(message).includes('image_url')
              ? { role: 'user', content: JSON.stringify(message.content) }
              : message,
          ),
        ),
      },
    },
  },
  {
    promise: 'reasoning: arrives apart from the text, with its signature',
    changes: {
      'takes reasoning for text, where there is no tool': {
        response: (response) =>
          response.toolCalls.length > 0
            ? response
            : response.with({
                messages: response.messages.map((message) => ({
                  ...message,
                  content: message.content.map((block) =>
                    block.type === 'reasoning' ? { type: 'text', text: block.reasoning } : block,
                  ),
                })),
              }),
      },
    },
  },
  {
    promise: 'reasoning: goes back signed as it came',
    changes: {
      'drops the signature on the way back': {
        params: withMessages((messages) =>
          messages.map((message) =>
            JSON.parse(
              JSON.stringify(message, (key, value) => (key === 'signature' ? undefined : value)),
            ),
          ),
        ),
      },
    },
  },
  {
    promise: 'structured output: arrives as the value that the schema asks for',
    changes: {
      'leaves it to the caller': {
        response: (response, call) =>
          call === 'create' ? response.with({ parsed: undefined }) : response,
      },
    },
  },
  {
    promise: 'structured output: is the same at the end of a stream',
    changes: {
      'leaves it to the caller': {
        response: (response, call) =>
          call === 'stream' ? response.with({ parsed: undefined }) : response,
      },
    },
  },
  {
    promise: 'stream: collects to what create gives',
    changes: {
      'forgets the cost in streams': {
        response: (response, call) =>
          call === 'stream' && response.toolCalls.length > 0
            ? response.with({ cost: { status: 'unknown', reason: 'not-priced' } })
            : response,
      },
    },
  },
  {
    promise: 'stream: tells the parts in order, from response-start to finish',
    changes: {
      'leaves blocks open': {
        events: (events) => kept(events, ({ type }) => type !== 'text-end'),
      },
      'begins in the middle': {
        events: (events) => kept(events, ({ type }) => type !== 'response-start'),
      },
    },
  },
  {
    promise: 'stream: asks for nothing until it is read',
    changes: { 'asks at once': { client: ({ stream }) => ({ stream: eager(stream) }) } },
  },
  {
    promise: 'stream: gives each piece as it arrives, and closes the connection when it is left',
    changes: {
      'waits for the end': { events: (events, { signal }) => (signal ? events : buffered(events)) },
      'goes on when it is left': { events: endless },
    },
  },
  {
    promise: 'stream: that is cut ends with incomplete_stream, and with what had arrived',
    changes: {
      'forgets what had arrived': {
        error: (error) =>
          isProviderError(error) && error.partial
            ? new ProviderError(error.message, { reason: error.reason })
            : error,
      },
      'calls it transient': {
        error: (error) =>
          isProviderError(error) && error.partial
            ? changedError(error, { reason: 'transient' })
            : error,
      },
    },
  },
  {
    promise: 'abort: before a call: nothing is sent',
    changes: {
      'looks at the signal too late': {
        options: ({ signal, ...options }) =>
          signal?.aborted || !signal ? options : { ...options, signal },
      },
    },
  },
  {
    promise: 'abort: while the answer is awaited: the call ends, and its connection',
    changes: {
      'goes on': {
        options: ({ signal, ...options }, call) =>
          !signal || (call === 'create' && !signal.aborted) ? options : { ...options, signal },
      },
    },
  },
  {
    promise: 'abort: by a time limit of the call is a timeout',
    changes: {
      'calls it aborted': {
        error: (error) => withReason(error, 'timeout', { reason: 'aborted' }),
      },
    },
  },
  {
    promise: 'abort: in the midst of a stream: it ends, and its connection',
    changes: {
      'goes on': {
        options: ({ signal, ...options }, call) =>
          !signal || (call === 'stream' && !signal.aborted) ? options : { ...options, signal },
      },
    },
  },
  ...(['throttled', 'overloaded', 'transient'] as const).map((reason) => ({
    promise: `errors: of the reason ${reason} are told as such, to be tried again`,
    changes: {
      'is not to be tried again': {
        error: (error: unknown) => withReason(error, reason, { retryable: false }),
      },
    },
  })),
  ...(
    [
      'context_overflow',
      'authentication',
      'access_denied',
      'model_not_found',
      'invalid_request',
    ] as const
  ).map((reason) => ({
    promise: `errors: of the reason ${reason} are told as such, not to be tried again`,
    changes: {
      'is to be tried again': {
        error: (error: unknown) => withReason(error, reason, { retryable: true }),
      },
    },
  })),
  {
    promise: 'errors: say who failed, in whose words, and what to do',
    changes: {
      'gives no hint': { error: (error) => withReason(error, 'invalid_request', { hint: '' }) },
      'keeps the words to itself': {
        error: (error) =>
          isProviderError(error) && error.reason === 'invalid_request' && error.status
            ? new ProviderError('No.', { reason: error.reason, hint: 'Ask.', provider: 'echo' })
            : error,
      },
    },
  },
  {
    promise: 'errors: come from a stream as they come from create',
    changes: {
      'has no reason in streams': {
        error: (error, call) =>
          call === 'stream' && isProviderError(error) && error.reason === 'throttled'
            ? new Error(error.message)
            : error,
      },
    },
  },
  {
    promise: 'errors: name a parameter of the wrong kind, before anything is sent',
    changes: {
      'takes what it gets': {
        params: (params) => {
          const messages: unknown = params.messages;
          if (typeof messages !== 'string') return params;
          return { ...params, messages: [{ role: 'user', content: messages }] };
        },
      },
    },
  },
  {
    promise: 'usage: counts every token once, in buckets that do not overlap',
    changes: {
      'counts output as input': {
        response: (response, call) => {
          const { usage } = response;
          if (call === 'stream' || usage.inputTokens !== 1000) return response;
          const inputTokens = usage.inputTokens + usage.outputTokens;
          return response.with({ usage: { ...usage, inputTokens } });
        },
      },
    },
  },
  {
    promise: 'usage: is told once in a stream, as the response has it',
    changes: { 'tells it twice': { events: (events) => doubled(events, 'usage') } },
  },
  {
    promise: 'cost: goes by the price of the call, in USD per 1,000 tokens',
    changes: {
      'does not know the price in the client': {
        client: ({ cost }) => ({
          cost: (response) => ({
            ...cost(response),
            status: 'unknown',
            reason: 'model-not-listed',
          }),
        }),
      },
    },
  },
  {
    promise: 'cost: is priced or unknown, and unknown is never 0',
    changes: {
      'takes the unknown for free': {
        response: (response) =>
          response.cost.status === 'unknown' ? response.with({ cost: FREE }) : response,
      },
    },
  },
  ...(['create', 'stream'] as const).map((broken) => ({
    promise: `unknown fields: of ${broken === 'create' ? 'an answer' : 'a stream'} are kept`,
    changes: {
      'drops them': {
        response: (response, call) => {
          const { stopReason } = response.providerMetadata;
          return call === broken ? response.with({ providerMetadata: { stopReason } }) : response;
        },
      } satisfies Change,
    },
  })),
  {
    promise: 'concurrency: does not mix calls: each has its own answer and its own price',
    changes: { 'holds the params of a call': { client: forgetful } },
  },
  {
    promise: 'secrets: are not shown when the provider repeats them in an error',
    changes: {
      'shows its configuration': {
        error: (error, _, config) => Object.assign(error as Error, { client: { config } }),
      },
    },
  },
  {
    promise: 'inputs: of a call stay as they are, and may be frozen',
    changes: {
      'fills in a default': {
        params: (params) => (params.stop ? Object.assign(params, { temperature: 1 }) : params),
      },
      'marks the messages it has sent': {
        params: (params) => {
          if (params.stop)
            for (const message of params.messages) Object.assign(message, { name: 'sent' });
          return params;
        },
      },
    },
  },
  {
    promise: 'inputs: of a client stay as they are, and may be frozen',
    changes: {
      'fills in a default': { config: (config) => Object.assign(config, { timeout: 60 }) },
    },
  },
  {
    promise: 'closing: may be done twice, and closes no other client',
    changes: {
      'closes what all share': { client: sharing() },
      'minds to be closed twice': { client: closedOnce },
    },
  },
];

const FREE: Cost = {
  status: 'priced',
  usd: 0,
  exact: '0',
  breakdown: [],
  price: { model: 'parrot-1', source: 'a guess' },
  assumptions: [],
};

function capable(capabilities: object): Change {
  return {
    manifest: (manifest) => ({
      ...manifest,
      capabilities: { ...manifest.capabilities, ...capabilities },
    }),
  };
}

function configurable(fields: object): Change {
  return {
    manifest: (manifest) => ({
      ...manifest,
      configSchema: { ...manifest.configSchema, ...fields },
    }),
  };
}

function changedError(error: unknown, changes: Partial<ProviderErrorInit>): unknown {
  if (!isProviderError(error)) return error;
  const { message, reason, retryable, hint = '', provider = '', cause, status, path } = error;
  return new ProviderError(message, {
    ...{ reason, retryable, hint, provider, cause },
    ...(error.partial && { partial: error.partial }),
    ...(status !== undefined && { status }),
    ...(path !== undefined && { path }),
    ...changes,
  });
}

function withReason(error: unknown, reason: string, changes: Partial<ProviderErrorInit>): unknown {
  return isProviderError(error) && error.reason === reason ? changedError(error, changes) : error;
}

function withMessages(
  change: (messages: readonly ChatMessage[]) => readonly ChatMessage[],
): (params: ChatParams) => ChatParams {
  return (params) =>
    Array.isArray(params.messages) ? { ...params, messages: change(params.messages) } : params;
}

/** Changes the texts of the tools' results. */
function withResults(
  change: (results: readonly string[]) => readonly string[],
): NonNullable<Change['params']> {
  return withMessages((messages) => {
    const results = messages.flatMap(({ role, content }) =>
      role === 'tool' ? [content as string] : [],
    );
    const changed = [...change(results)];
    return messages.map((message) =>
      message.role === 'tool' ? { ...message, content: changed.shift() ?? '' } : message,
    );
  });
}

function systemLast(one: ChatMessage, other: ChatMessage): number {
  return Number(one.role === 'system') - Number(other.role === 'system');
}

function isTextBlocks(content: ChatMessage['content']): boolean {
  return Array.isArray(content) && content.every(({ type }) => type === 'text');
}

type Events = AsyncIterable<UnifiedStreamEvent>;

async function* kept(
  events: Events,
  isKept: (event: UnifiedStreamEvent) => boolean,
): AsyncGenerator<UnifiedStreamEvent> {
  for await (const event of events) if (isKept(event)) yield event;
}

async function* doubled(
  events: Events,
  type: UnifiedStreamEvent['type'],
): AsyncGenerator<UnifiedStreamEvent> {
  for await (const event of events) {
    yield event;
    if (event.type === type) yield event;
  }
}

async function* buffered(events: Events): AsyncGenerator<UnifiedStreamEvent> {
  const all: UnifiedStreamEvent[] = [];
  for await (const event of events) all.push(event);
  yield* all;
}

/** Does not hear that its reader leaves. */
function endless(events: Events): Events {
  return {
    [Symbol.asyncIterator]: () => {
      const inner = events[Symbol.asyncIterator]();
      return { next: () => inner.next() };
    },
  };
}

function eager(stream: ModelClient['stream']): ModelClient['stream'] {
  return ((params: ChatParams, options) => {
    const events = stream(params, options)[Symbol.asyncIterator]();
    const first = events.next();
    first.catch(() => {});
    async function* rest(): AsyncGenerator<UnifiedStreamEvent> {
      try {
        for (let next = await first; !next.done; next = await events.next()) yield next.value;
      } finally {
        await events.return?.();
      }
    }
    return createResponseStream(() => rest());
  }) as ModelClient['stream'];
}

/** Puts a call's params where the next call finds them. */
function forgetful({ create }: ModelClient): Partial<ModelClient> {
  let latest: ChatParams | undefined;
  const forgetting = async (...[params, options]: Parameters<ModelClient['create']>) => {
    latest = params;
    await undefined;
    return create(latest, options);
  };
  return { create: forgetting as ModelClient['create'] };
}

/** All clients of an address use what one of them can close. */
function sharing(): NonNullable<Change['client']> {
  const closed = new Set<unknown>();
  return ({ create }, { endpoint }) => {
    // A later provider may get the port of an earlier one.
    closed.delete(endpoint);
    return {
      create: (async (...call: Parameters<ModelClient['create']>) => {
        if (closed.has(endpoint)) throw new Error('The connection is closed.');
        return create(...call);
      }) as ModelClient['create'],
      close: async () => {
        closed.add(endpoint);
      },
    };
  };
}

function closedOnce({ close }: ModelClient): Partial<ModelClient> {
  let isClosed = false;
  return {
    close: async () => {
      if (isClosed) throw new Error('The client is closed.');
      isClosed = true;
      await close();
    },
  };
}
