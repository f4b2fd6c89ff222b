import type { JsonObject } from '@outcrop/unified-response';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type } from 'arktype';
import * as valibot from 'valibot';
import { z } from 'zod';
import { z as zod3 } from 'zod-3';
import { resolveResponseFormat } from './resolve-response-format.js';
import type { ResolvedFormat } from './resolved-format.js';

type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Compiles only where the value of a format is of exactly that type. */
function expectValue<Expected>(): <Value>(
  format: ResolvedFormat<Value> | undefined,
  isIt: Equal<Value, Expected>,
) => void {
  return () => {};
}

interface Person {
  name: string;
  age?: number | undefined;
}

expectValue<Person>()(
  resolveResponseFormat(z.object({ name: z.string(), age: z.number().optional() })),
  true,
);
expectValue<Date>()(resolveResponseFormat(z.coerce.date()), true);
expectValue<string[]>()(resolveResponseFormat(zod3.array(zod3.string())), true);
expectValue<{ name: string }>()(
  resolveResponseFormat(valibot.object({ name: valibot.string() })),
  true,
);
expectValue<{ name: string; age: number }>()(
  resolveResponseFormat(type({ name: 'string', age: 'number' })),
  true,
);
expectValue<Person>()(resolveResponseFormat({} as StandardSchemaV1<unknown, Person>), true);
expectValue<JsonObject>()(resolveResponseFormat({ type: 'json_object' } as const), true);
expectValue<unknown>()(resolveResponseFormat({ type: 'object', properties: {} }), true);
expectValue<string>()(
  resolveResponseFormat({ schema: z.string(), format: (text: string) => text }),
  true,
);
