import type { ContentBlock } from './content-block.js';
import type { FinishReason } from './finish-reason.js';
import type { Warning } from './notice.js';
import type { UnifiedResponse } from './response.js';
import type { Usage } from './usage.js';

/** Blocks are addressed by `index`: the provider's number of the block, unique within a response. */
interface AtIndex {
  readonly index: number;
}

/** Tool calls are also numbered among themselves, from 0, as OpenAI's dialect counts them. */
interface AtToolCall extends AtIndex {
  readonly toolCallIndex: number;
}

/** What happens while a response arrives. The last event is `finish`; without it, the stream broke. */
export type UnifiedStreamEvent<Parsed = unknown, Partial = unknown> =
  | {
      readonly type: 'response-start';
      readonly id: string;
      readonly model: string;
      readonly provider: string;
    }
  | ({ readonly type: 'text-start' } & AtIndex)
  | ({ readonly type: 'text-delta'; readonly text: string } & AtIndex)
  | ({ readonly type: 'text-end' } & AtIndex)
  | ({ readonly type: 'reasoning-start' } & AtIndex)
  | ({
      readonly type: 'reasoning-delta';
      readonly text: string;
      readonly signature?: string;
      readonly redacted?: Uint8Array;
    } & AtIndex)
  | ({ readonly type: 'reasoning-end' } & AtIndex)
  | ({ readonly type: 'tool-call-start'; readonly id: string; readonly name: string } & AtToolCall)
  /** `arguments` is the next piece of the JSON text. */
  | ({ readonly type: 'tool-call-delta'; readonly arguments: string } & AtToolCall)
  /** `arguments` is the whole JSON text. */
  | ({
      readonly type: 'tool-call-end';
      readonly id: string;
      readonly name: string;
      readonly arguments: string;
    } & AtToolCall)
  /**
   * A block that arrives whole: an image, a citation, a block of an unknown type. Or what came of a
   * tool call that is cut short, `generic`, in place of its `tool-call-end`.
   */
  | ({ readonly type: 'block'; readonly block: ContentBlock } & AtIndex)
  /**
   * A structured output as far as it has arrived, before it is validated. It is one value that
   * grows from event to event: copy it to keep a state.
   */
  | { readonly type: 'partial'; readonly partial: Partial }
  | { readonly type: 'usage'; readonly usage: Usage }
  | ({ readonly type: 'warning' } & Warning)
  | {
      readonly type: 'finish';
      readonly finishReason: FinishReason;
      readonly response: UnifiedResponse<Parsed>;
    };
