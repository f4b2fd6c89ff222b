import type { StandardSchemaV1 } from '@outcrop/unified-response';

/** How Zod's coercing types, which take text or numbers, stand in JSON. */
const COERCED: Readonly<Record<string, object>> = {
  date: { type: 'string', format: 'date-time' },
  bigint: { type: 'integer' },
};

/** Zod's types that take no JSON at all. */
const NOT_JSON: ReadonlySet<unknown> = new Set([
  ...['date', 'bigint', 'map', 'set', 'symbol', 'nan', 'function', 'promise', 'file'],
]);

interface ZodVisit {
  readonly zodSchema: { readonly _zod: { readonly def: { type: string; coerce?: boolean } } };
  readonly jsonSchema: object;
}

/**
 * What Zod 4 needs to be told: alone, it refuses `z.coerce.date()`, which reads dates as JSON has
 * them, together with `z.date()`, which does not.
 */
export function zodOptions(schema: StandardSchemaV1): object {
  if (schema['~standard'].vendor !== 'zod') return {};
  const override = ({ zodSchema, jsonSchema }: ZodVisit): void => {
    const { type, coerce } = zodSchema._zod.def;
    const coerced = coerce ? COERCED[type] : undefined;
    if (coerced) Object.assign(jsonSchema, coerced);
    else if (NOT_JSON.has(type)) throw new TypeError(`JSON has no ${type}`);
  };
  return { libraryOptions: { unrepresentable: 'any', override } };
}
