import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import { expectTypeOf } from 'vitest';
import { defineClient } from './define-client.js';
import type { CallOptions, ModelClient } from './model-client.js';
import { createResponseStream } from './response-stream.js';

declare const response: UnifiedResponse;
declare function events(): AsyncGenerator<UnifiedStreamEvent>;
const create = async (): Promise<UnifiedResponse> => response;

// Events come from a generator, or from a stream that is one already.
expectTypeOf(defineClient({ create })).toEqualTypeOf<ModelClient>();
defineClient({ create, stream: events });
defineClient({ create, stream: () => createResponseStream(events) });
// @ts-expect-error what an async function returns is no stream
defineClient({ create, stream: async () => events() });
// @ts-expect-error the one thing a provider has to write
defineClient({ stream: events });

const stream = defineClient({ create }).stream({ messages: [] });
expectTypeOf(stream.response).resolves.toEqualTypeOf<UnifiedResponse>();
for await (const event of stream) expectTypeOf(event).toEqualTypeOf<UnifiedStreamEvent>();

for await (const text of stream.textStream()) expectTypeOf(text).toEqualTypeOf<string>();

// A Web stream is the platform's own, with events in it.
const web = stream.toReadableStream();
expectTypeOf(web).toEqualTypeOf<ReadableStream<UnifiedStreamEvent>>();
const read = await web.getReader().read();
if (!read.done) expectTypeOf(read.value).toEqualTypeOf<UnifiedStreamEvent>();
for await (const event of web) expectTypeOf(event).toEqualTypeOf<UnifiedStreamEvent>();
new Response(web.pipeThrough(new TransformStream<UnifiedStreamEvent, Uint8Array>()));

// The platform's own signal is one of ours.
expectTypeOf<{ signal: AbortSignal }>().toExtend<CallOptions>();
