import { isPlainObject } from '@outcrop/unified-response';

/**
 * The AI SDK's own providers of the same models, and what they call a cache point. Stored
 * conversations have their names in them, and so do hosts that know these providers alone.
 * Source: the schemas of their options and of their reasoning metadata, vercel/ai.
 */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  bedrock: 'cachePoint',
  amazonBedrock: 'cachePoint',
  anthropic: 'cacheControl',
};

/** What a neighbour's options say, in our words: cache points, and what reasoning is signed with. */
export function neighbourOptions(
  options: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, cachePoint] of Object.entries(NEIGHBOURS)) {
    const told = options[name];
    if (!isPlainObject(told)) continue;
    const { signature, redactedData, [cachePoint]: point } = told;
    if (isPlainObject(point)) fields.cachePoint ??= { ttl: point.ttl };
    if (typeof signature === 'string') fields.signature ??= signature;
    if (typeof redactedData === 'string') fields.redacted ??= { $bytes: redactedData };
  }
  return fields;
}
