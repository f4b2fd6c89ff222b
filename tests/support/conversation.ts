import type { Emulator } from '@outcrop/bedrock-emulator';
import { modelProfile } from '@outcrop/bedrock-models';
import {
  type ConverseMapping,
  fromConverseResponse,
  toConverseRequest,
} from '@outcrop/converse-mapping';
import {
  type ChatParams,
  parseParams,
  type UnifiedMessage,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import { jsonOf, wireJson } from './wire-json.js';

/** What one turn was sent as, and what came back. */
export interface Exchange {
  readonly mapping: ConverseMapping;
  readonly response: UnifiedResponse;
}

/** A conversation whose turns may each go to another model; the history is carried on as it comes. */
export class Conversation {
  readonly #emulator: Emulator;
  readonly #messages: UnifiedMessage[] = [];

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  /** Says something to a model and keeps its answer. */
  async say(
    model: string,
    text: string,
    params: Omit<ChatParams, 'model' | 'messages'> = {},
  ): Promise<Exchange> {
    this.#messages.push({ role: 'user', content: [{ type: 'text', text }] });
    return this.#ask(model, params);
  }

  /** Answers the tool calls of the last turn. */
  async answer(
    model: string,
    output: unknown,
    params: Omit<ChatParams, 'model' | 'messages'> = {},
  ): Promise<Exchange> {
    const calls = (this.#messages.at(-1)?.content ?? []).flatMap((block) =>
      block.type === 'tool_call' ? [block] : [],
    );
    this.#messages.push({
      role: 'tool',
      content: calls.map(({ id }) => ({ type: 'tool_result', toolCallId: id, output })),
    });
    return this.#ask(model, params);
  }

  /** @throws Error with the answer's text when the request is refused. */
  async #ask(model: string, params: Omit<ChatParams, 'model' | 'messages'>): Promise<Exchange> {
    const messages = this.#messages as unknown as ChatParams['messages'];
    const mapping = toConverseRequest(parseParams({ ...params, model, messages }));
    const url = `${this.#emulator.url}/model/${encodeURIComponent(model)}/converse`;
    const answer = await fetch(url, { method: 'POST', body: jsonOf(wireJson(mapping.input)) });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${model}: ${answer.status} ${body}`);
    const response = fromConverseResponse(JSON.parse(body), {
      model,
      baseModel: modelProfile(model).baseModelId ?? model,
      toolNames: mapping.toolNames,
    });
    this.#messages.push(...response.messages);
    return { mapping, response };
  }
}
