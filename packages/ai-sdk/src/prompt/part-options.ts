import { InvalidArgumentError, type JSONObject, type SharedV4Warning } from '@ai-sdk/provider';
import {
  type CachePointBlock,
  type ContentBlock,
  definedFields,
  describeValue,
  isPlainObject,
} from '@outcrop/unified-response';
import { EXTRA_FIELDS } from '../block-fields.js';
import { blockFromJson, blockToJson } from '../block-json.js';
import { METADATA_KEY } from '../metadata-key.js';
import { neighbourOptions } from './neighbour-options.js';

type ProviderOptions = Readonly<Record<string, JSONObject>> | undefined;

/** What a message or one of its parts says to us beyond the AI SDK's own fields. */
export interface PartOptions {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/** @throws InvalidArgumentError when `providerOptions.outcrop` is no object. */
export function partOptions(options: ProviderOptions, path: string): PartOptions {
  const own: unknown = options?.[METADATA_KEY];
  const place = `${path}.providerOptions.${METADATA_KEY}`;
  const others = neighbourOptions(options);
  if (own === undefined || own === null) return { fields: others, path: place };
  if (isPlainObject(own)) return { fields: { ...others, ...own }, path: place };
  const message = `${place}: expected an object, got ${describeValue(own)}`;
  throw new InvalidArgumentError({ argument: place, message });
}

/**
 * The block of a part, with the fields of its options, and the cache point they ask for. The
 * options' `block` is a block of its own and takes the part's place.
 */
export function withOptions(
  block: ContentBlock,
  { fields, path }: PartOptions,
  warnings: SharedV4Warning[],
): ContentBlock[] {
  const { block: whole, cachePoint, ...others } = fields;
  if (whole !== undefined) {
    return [blockFromJson(whole, `${path}.block`), ...cachePoints(cachePoint, path)];
  }
  const known = EXTRA_FIELDS[block.type] ?? [];
  reportOthers(others, known, path, warnings);
  const extra = Object.entries(others).filter(([name]) => known.includes(name));
  if (extra.length === 0) return [block, ...cachePoints(cachePoint, path)];
  // Bytes are taken as they are: only what came as JSON is read as JSON.
  const { data, ...rest } = block as ContentBlock & { readonly data?: Uint8Array };
  const json = { ...blockToJson(rest as ContentBlock), ...Object.fromEntries(extra) };
  const complete = { ...blockFromJson(json, path), ...definedFields({ data }) };
  return [complete as ContentBlock, ...cachePoints(cachePoint, path)];
}

/** The cache point that `{cachePoint: true}` or `{cachePoint: {ttl: '1h'}}` asks for. */
export function cachePoints(value: unknown, path: string): CachePointBlock[] {
  if (value === undefined || value === null || value === false) return [];
  const ttl = isPlainObject(value) ? value.ttl : undefined;
  if ((value === true || isPlainObject(value)) && (ttl === undefined || typeof ttl === 'string')) {
    return [{ type: 'cache_point', ...definedFields({ ttl }) }];
  }
  const argument = `${path}.cachePoint`;
  const message = `${argument}: expected true or {ttl: '5m' | '1h'}, got ${describeValue(value)}`;
  throw new InvalidArgumentError({ argument, message });
}

/** Says which fields of the options mean nothing there. */
function reportOthers(
  fields: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
  warnings: SharedV4Warning[],
): void {
  for (const name of Object.keys(fields)) {
    if (known.includes(name)) continue;
    const details = `Known here: ${[...known, 'block', 'cachePoint'].join(', ')}.`;
    warnings.push({ type: 'unsupported', feature: `${path}.${name}`, details });
  }
}
