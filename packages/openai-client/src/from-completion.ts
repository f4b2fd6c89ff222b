import {
  type AudioBlock,
  base64ToBytes,
  type CitationBlock,
  type ContentBlock,
  definedFields,
  type FinishReason,
  type UnifiedResponseInit,
  type Usage,
  type Warning,
} from '@outcrop/unified-response';
import type { Quirks } from './preset.js';
import { ReasoningTag } from './reasoning-tag.js';
import { callId, cutCall, cutCallWarning, endsWithin, toolCallOf } from './tool-calls.js';
import { usageOf } from './usage.js';
import type { WireAnnotation, WireAudio, WireChoice, WireCompletion, WireMessage } from './wire.js';

/** What an answer is read with. */
export interface AnswerContext {
  /** The model as it was asked for. */
  readonly model: string;
  readonly quirks: Pick<Quirks, 'reasoningFields' | 'reasoningTag'>;
  /** The format of audio that was asked for. */
  readonly audioFormat?: string;
  readonly requestId?: string;
  /** Set where the answer broke off: no call in it is known to be whole. */
  readonly isBroken?: boolean;
}

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
]);

/** Fields that say nothing which the response does not say, or only what a chunk is. */
const TOLD: ReadonlySet<string> = new Set(['object', 'obfuscation']);

/**
 * An answer in the vocabulary. All that it has beyond that is kept in `providerMetadata`: of the
 * whole under its own names, of the choice and its message under `choice` and `message`.
 */
export function fromCompletion(
  completion: WireCompletion,
  context: AnswerContext,
): UnifiedResponseInit & { readonly usage: Usage; readonly warnings: readonly Warning[] } {
  const { id, choices, usage, ...about } = completion;
  const [choice = {}, ...otherChoices] = choices ?? [];
  const { message = {}, finish_reason: stopReason, index: _, ...aboutChoice } = choice;
  const { content, warnings, others } = readMessage(message, id ?? '', stopReason, context);
  const known = Object.entries(about).filter(([name, value]) => !TOLD.has(name) && value != null);
  const responseId = id || context.requestId || '';
  return {
    ...{ id: responseId, model: context.model, provider: 'openai' },
    messages: [{ role: 'assistant', content }],
    finishReason: finishReasonOf(choice, message),
    usage: usageOf(usage),
    warnings,
    providerMetadata: {
      ...Object.fromEntries(known),
      ...(typeof stopReason === 'string' && { stopReason }),
      ...(hasFields(aboutChoice) && { choice: aboutChoice }),
      ...(hasFields(others) && { message: others }),
      ...(otherChoices.length > 0 && { choices: otherChoices }),
      ...definedFields({ requestId: context.requestId }),
    },
  };
}

function finishReasonOf({ finish_reason: raw }: WireChoice, message: WireMessage): FinishReason {
  if (message.refusal) return 'content_filter';
  const calls = message.tool_calls?.length || message.function_call;
  // A call that was forced ends with `stop`, and so does any call of some servers.
  if (calls && raw === 'stop') return 'tool_calls';
  return FINISH_REASONS.get(raw) ?? 'unknown';
}

/** Marks what is sent back as a refusal. */
const REFUSAL = { openai: { type: 'refusal' } };

interface ReadMessage {
  readonly content: readonly ContentBlock[];
  readonly warnings: readonly Warning[];
  /** The fields that nobody knows. */
  readonly others: Readonly<Record<string, unknown>>;
}

function readMessage(
  wire: WireMessage,
  id: string,
  stopReason: string | null | undefined,
  context: AnswerContext,
): ReadMessage {
  const { role: _, content: text, refusal, tool_calls, function_call, annotations, ...rest } = wire;
  const { audio, ...others } = rest;
  const { reasoningFields } = context.quirks;
  const warnings: Warning[] = [];
  const all = [...(tool_calls ?? []), ...(function_call ? [{ function: function_call }] : [])];
  const calls = all.map((wireCall, at) => {
    const call = toolCallOf(wireCall, callId(id, at));
    const isLast = at === all.length - 1;
    if (!context.isBroken && !(isLast && endsWithin(call.arguments, stopReason))) return call;
    warnings.push(cutCallWarning(call));
    return cutCall(call);
  });
  const content: ContentBlock[] = [
    ...reasoningOf(wire, context),
    ...textBlocks(text ?? '', annotations ?? [], context),
    ...(refusal ? [{ type: 'text', text: refusal, providerData: REFUSAL } as const] : []),
    ...calls,
    ...(audio ? [audioBlock(audio, context)] : []),
  ];
  const unknown = Object.entries(others).filter(
    ([name, value]) => value != null && !reasoningFields.includes(name),
  );
  return { content, warnings, others: Object.fromEntries(unknown) };
}

/** The first field that has any: servers that have two say the same in both. */
export function reasoningText(
  message: WireMessage,
  { quirks }: Pick<AnswerContext, 'quirks'>,
): string {
  for (const field of quirks.reasoningFields) {
    const text = message[field];
    if (typeof text === 'string' && text !== '') return text;
  }
  return '';
}

function reasoningOf(message: WireMessage, context: AnswerContext): ContentBlock[] {
  const reasoning = reasoningText(message, context);
  return reasoning === '' ? [] : [reasoningBlock(reasoning, context)];
}

function reasoningBlock(reasoning: string, { model }: AnswerContext): ContentBlock {
  return { type: 'reasoning', reasoning, provider: 'openai', model };
}

function textBlocks(
  text: string,
  annotations: readonly WireAnnotation[],
  context: AnswerContext,
): ContentBlock[] {
  const tag = new ReasoningTag(context.quirks.reasoningTag);
  const stretches = [...tag.push(text), ...tag.end()];
  const joined = (kind: 'text' | 'reasoning'): string =>
    stretches.map((stretch) => (stretch.kind === kind ? stretch.text : '')).join('');
  const [reasoning, rest] = [joined('reasoning'), joined('text')];
  const isCitation = (annotation: WireAnnotation): boolean => annotation.url_citation != null;
  const citations = annotations.filter(isCitation).map((cited) => citationOf(cited, text));
  const others = annotations.filter((annotation) => !isCitation(annotation));
  return [
    ...(reasoning === '' ? [] : [reasoningBlock(reasoning, context)]),
    ...(rest !== '' || citations.length > 0
      ? [{ type: 'text', text: rest, ...(citations.length > 0 && { citations }) } as const]
      : []),
    ...others.map(({ type = 'annotation', ...fields }) => ({
      ...fields,
      ...({ type: 'generic', originalType: type, provider: 'openai' } as const),
    })),
  ];
}

/** A citation says where in the text it stands; the words there are its snippet. */
function citationOf({ url_citation: cited }: WireAnnotation, text: string): CitationBlock {
  const { url, title = url ?? '', start_index: start, end_index: end } = cited ?? {};
  const snippet = text.slice(start ?? 0, end ?? 0);
  const location = definedFields({ start, end });
  return { type: 'citation', title, snippet, location, ...definedFields({ url }) };
}

export function audioBlock(audio: WireAudio, { audioFormat }: AnswerContext): AudioBlock {
  const { id, data = '', transcript, expires_at: expiresAt } = audio;
  return {
    type: 'audio',
    data: base64ToBytes(data),
    ...definedFields({ format: audioFormat }),
    providerData: { openai: definedFields({ id, transcript, expiresAt }) },
  };
}

function hasFields(fields: object): boolean {
  return Object.values(fields).some((value) => value !== null && value !== undefined);
}
