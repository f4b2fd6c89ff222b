import type { ParsedOf, StandardSchemaV1, UnifiedResponse } from '@outcrop/unified-response';
import { expectTypeOf } from 'vitest';
import type { ModelClient } from '../model-client.js';
import { withFallback } from './with-fallback.js';
import { withLogging } from './with-logging.js';

type Schema<Value> = StandardSchemaV1<unknown, Value>;
declare const sky: Schema<{ sky: string }>;
declare const own: ModelClient<Schema<{ own: number }>>;

// What a call asks for, and what the client asks for by itself, is known of the answer.
for (const client of [withFallback([own]), withLogging(own, () => {})]) {
  expectTypeOf(client).toEqualTypeOf<ModelClient<Schema<{ own: number }>>>();
  const asked = client.create({ messages: [], response_format: sky });
  expectTypeOf(asked).resolves.toEqualTypeOf<UnifiedResponse<{ sky: string }>>();
  const { response } = client.stream({ messages: [], response_format: sky });
  expectTypeOf(response).resolves.toEqualTypeOf<UnifiedResponse<ParsedOf<typeof sky>>>();
  expectTypeOf(client.create({ messages: [] })).resolves.toEqualTypeOf<
    UnifiedResponse<{ own: number }>
  >();
}

// They are plain functions over clients: each takes what the other gives.
withLogging(withFallback([own, withLogging(own, () => {})]), (record) => {
  expectTypeOf(record.outcome).toEqualTypeOf<'answered' | 'failed' | 'left'>();
});
// @ts-expect-error a reason that no error has
withFallback([own], { reasons: ['bad_luck'] });
