import type { CallOptions } from '@outcrop/provider-registry';
import { type Guardrail, isProviderError, ProviderError } from '@outcrop/unified-response';
import { type Call, type ClientCore, exchangeContext, operate } from './call.js';
import { changedError } from './changed-error.js';
import type {
  Exchange,
  WireGuardrailContent,
  WireGuardrailRequest,
  WireGuardrailResponse,
} from './converse-port.js';
import { exchange } from './exchange.js';
import { missingOperation } from './missing-operation.js';

/** A text, or an image, to be judged. */
export type GuardrailContent =
  | string
  | {
      readonly text: string;
      /** What the text is, for checks of grounding. */
      readonly qualifiers?: readonly ('grounding_source' | 'query' | 'guard_content')[];
    }
  | { readonly image: Uint8Array; readonly format: 'png' | 'jpeg' };

export interface GuardrailParams {
  readonly guardrail: Guardrail;
  /** `INPUT` for what a user wrote, `OUTPUT` for what a model answered. */
  readonly source: 'INPUT' | 'OUTPUT';
  readonly content: GuardrailContent | readonly GuardrailContent[];
  /** `FULL` also tells of what was looked at and let pass. Default `INTERVENTIONS`. */
  readonly outputScope?: 'INTERVENTIONS' | 'FULL';
}

/** What a guardrail made of it. */
export interface GuardrailResult {
  readonly action: 'NONE' | 'GUARDRAIL_INTERVENED' | (string & {});
  readonly actionReason?: string;
  /** What to show instead: masked texts, or the guardrail's own message. Empty when it did nothing. */
  readonly outputs: readonly string[];
  /** What each policy found, in the service's own words. */
  readonly assessments: readonly Readonly<Record<string, unknown>>[];
  /** Text units by policy: what is billed. */
  readonly usage: Readonly<Record<string, number>>;
  readonly guardrailCoverage?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}

/** Has a guardrail judge a content, without any model. */
export async function applyGuardrail(
  core: ClientCore,
  params: GuardrailParams,
  options?: CallOptions,
): Promise<GuardrailResult> {
  const input = requestOf(params);
  const work = async (call: Call): Promise<GuardrailResult> => {
    const port = await core.ports.runtime();
    if (!port.applyGuardrail) throw missingOperation('applyGuardrail');
    const send = port.applyGuardrail.bind(port, input);
    const context = await exchangeContext(core, call, port);
    return resultOf(await exchange(send, undefined, context).catch(namingTheGuardrail));
  };
  const start = { call: { operation: 'apply_guardrail', stream: false } } as const;
  return operate(core, options, start, work, ({ requestId }) => ({ requestId }));
}

function requestOf({
  guardrail,
  source,
  content,
  outputScope,
}: GuardrailParams): WireGuardrailRequest {
  const { guardrailIdentifier, guardrailVersion } = guardrail;
  if (!guardrailIdentifier || !guardrailVersion) {
    const missing = guardrailIdentifier ? 'guardrailVersion' : 'guardrailIdentifier';
    throw invalidParam(
      `guardrail.${missing}`,
      'Pass the id or ARN of a guardrail, and its version or DRAFT.',
    );
  }
  if (source !== 'INPUT' && source !== 'OUTPUT') {
    throw invalidParam('source', 'Pass INPUT or OUTPUT.');
  }
  const parts = [content].flat() as readonly GuardrailContent[];
  return {
    guardrailIdentifier,
    guardrailVersion,
    source,
    content: parts.map(wirePart),
    ...(outputScope && { outputScope }),
  };
}

function wirePart(part: GuardrailContent, at: number): WireGuardrailContent {
  if (typeof part === 'string') return { text: { text: part } };
  if (typeof part === 'object' && part !== null) {
    if ('text' in part) return { text: part };
    if (part.image instanceof Uint8Array) {
      return { image: { format: part.format, source: { bytes: part.image } } };
    }
  }
  throw invalidParam(`content[${at}]`, 'Pass a text, { text, qualifiers }, or { image, format }.');
}

function invalidParam(path: string, hint: string): ProviderError {
  return new ProviderError(`${path}: missing or of the wrong kind`, {
    reason: 'invalid_request',
    path,
    hint,
    provider: 'bedrock',
  });
}

function resultOf({ output, requestId }: Exchange<WireGuardrailResponse>): GuardrailResult {
  const { action = '', actionReason, outputs = [], assessments = [], usage = {} } = output;
  const { guardrailCoverage } = output;
  return {
    action,
    ...(actionReason !== undefined && { actionReason }),
    outputs: outputs.map(({ text = '' }) => text),
    assessments: assessments as GuardrailResult['assessments'],
    usage: usage as GuardrailResult['usage'],
    ...(guardrailCoverage && { guardrailCoverage: { ...guardrailCoverage } }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** What is not to be found is the guardrail: there is no model here. */
function namingTheGuardrail(error: unknown): never {
  if (!isProviderError(error) || error.reason !== 'model_not_found') throw error;
  throw changedError(error, {
    reason: 'invalid_request',
    path: 'guardrail',
    hint: 'Check the id of the guardrail, its version and its region.',
  });
}
