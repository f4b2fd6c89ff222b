import type { ChatCompletion, ChatParams, UnifiedResponse } from '@outcrop/unified-response';
import { answerRecord, type CallRecord, errorRecord, requestRecord } from './call-record.js';
import { milliseconds } from './clock.js';
import type { StreamListener } from './logged-events.js';
import { tell } from './tell.js';

/** A call that a log is told of when it has ended. */
export class CallInProgress implements StreamListener {
  readonly #operation: CallRecord['operation'];
  readonly #params: ChatParams;
  readonly #log: (record: CallRecord) => void;
  readonly #hasContents: boolean;
  readonly #begun = milliseconds();
  #firstEventMs: number | undefined;

  constructor(
    operation: CallRecord['operation'],
    params: ChatParams,
    log: (record: CallRecord) => void,
    hasContents: boolean,
  ) {
    this.#operation = operation;
    this.#params = params;
    this.#log = log;
    this.#hasContents = hasContents;
  }

  first(): void {
    this.#firstEventMs = milliseconds() - this.#begun;
  }

  answered(answer: UnifiedResponse | ChatCompletion): void {
    this.#end('answered', () => ({ answer: answerRecord(answer) }), { answer });
  }

  failed(error: unknown): void {
    this.#end('failed', () => ({ error: errorRecord(error) }), { error });
  }

  left(partial: UnifiedResponse | undefined): void {
    this.#end('left', () => (partial ? { answer: answerRecord(partial) } : {}), {
      ...(partial && { answer: partial }),
    });
  }

  #end(
    outcome: CallRecord['outcome'],
    about: () => Pick<CallRecord, 'answer' | 'error'>,
    contents: Omit<NonNullable<CallRecord['contents']>, 'params'>,
  ): void {
    const durationMs = milliseconds() - this.#begun;
    const firstEventMs = this.#firstEventMs;
    tell(() =>
      this.#log({
        operation: this.#operation,
        outcome,
        durationMs,
        ...(firstEventMs !== undefined && { firstEventMs }),
        request: requestRecord(this.#params),
        ...about(),
        ...(this.#hasContents && { contents: { params: this.#params, ...contents } }),
      }),
    );
  }
}
