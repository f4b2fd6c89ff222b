import { isPlainObject, type UnifiedRequest } from '@outcrop/unified-response';
import { type MappingContext, mustAdapt } from '../mapping-context.js';
import type { WirePromptVariable } from '../wire/wire-request.js';

/** `serviceTier`. OpenAI's `auto` leaves it to the account, which is what happens without one. */
export function serviceTier(
  { serviceTier: type }: UnifiedRequest,
  context: MappingContext,
): { readonly type: string } | undefined {
  if (type === undefined || type === 'auto') return undefined;
  if (type !== 'scale') return { type };
  const message = 'Bedrock has no tier called scale: it was not sent.';
  return mustAdapt(context, 'parameter_ignored', 'service_tier', message) ? undefined : { type };
}

/** The service model's limits of `requestMetadata`, 2026-11. */
const METADATA = { entries: 16, characters: 256, illegal: /[^a-zA-Z0-9\s:_@$#=/+,\-.]/gu };

/**
 * `requestMetadata`, with keys and values that Converse takes: OpenAI's `metadata` may be longer and
 * hold any character.
 */
export function requestMetadata(
  { requestMetadata: wanted }: UnifiedRequest,
  context: MappingContext,
): Readonly<Record<string, string>> | undefined {
  if (wanted === undefined || Object.keys(wanted).length === 0) return undefined;
  const legal = Object.entries(wanted)
    .map(([key, value]) => [legalText(key), legalText(value)] as const)
    .filter(([key]) => key !== '')
    .slice(0, METADATA.entries);
  const sent = Object.fromEntries(legal);
  if (JSON.stringify(sent) === JSON.stringify(wanted)) return wanted;
  const message = `Converse takes ${METADATA.entries} entries of ${METADATA.characters} characters, of letters, digits, white space and :_@$#=/+,-. only: what is more was left out, other characters are sent as _.`;
  if (!mustAdapt(context, 'metadata_adapted', 'request_metadata', message)) return wanted;
  return legal.length === 0 ? undefined : sent;
}

function legalText(text: string): string {
  return text.replace(METADATA.illegal, '_').slice(0, METADATA.characters);
}

/** `promptVariables`; a variable may be given as the text itself, or in Converse's own words. */
export function promptVariables({
  promptVariables: variables,
}: UnifiedRequest): Readonly<Record<string, WirePromptVariable>> | undefined {
  if (variables === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]): [string, WirePromptVariable] => {
      if (isPlainObject(value)) return [name, value as unknown as WirePromptVariable];
      return [name, { text: typeof value === 'string' ? value : JSON.stringify(value) }];
    }),
  );
}
