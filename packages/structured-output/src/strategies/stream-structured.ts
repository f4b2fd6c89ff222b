import type {
  UnifiedRequest,
  UnifiedResponse,
  UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { AnswerRounds } from './answer-rounds.js';
import type { StructuredOutputPlan } from './plan.js';
import { StreamRewriter } from './stream-rewriter.js';

type Batch = readonly UnifiedStreamEvent[];

/**
 * Opens the stream of a round.
 * @param inAll What there is while it runs, with what all rounds consumed and cost: given what has
 * arrived of it, or nothing, it answers with that or with the answer before it.
 */
type OpenRound = (
  request: UnifiedRequest,
  inAll: (partial?: UnifiedResponse) => UnifiedResponse | undefined,
) => AsyncIterable<Batch>;

/**
 * Carries a plan out as a stream, whose response is what `createStructured` gives. An answer that
 * is sent back to be mended has been shown: what comes then is written under new indexes, after a
 * warning `structured_output_sent_back`, and its text is that of the response.
 *
 * @param open sends a request. Its events come in batches, `finish` last; its response is priced.
 * @throws StructuredOutputError when no answer fits; and what the source throws: a ProviderError of
 * a later round has in `partial` what all rounds consumed and cost.
 */
export async function* streamStructured<Parsed>(
  plan: StructuredOutputPlan<Parsed>,
  open: OpenRound,
): AsyncGenerator<Batch, void, undefined> {
  const rounds = new AnswerRounds(plan);
  try {
    yield* roundsOf(plan, rounds, open);
  } catch (error) {
    throw rounds.earlier.failed(error);
  }
}

async function* roundsOf<Parsed>(
  plan: StructuredOutputPlan<Parsed>,
  rounds: AnswerRounds<Parsed>,
  open: OpenRound,
): AsyncGenerator<Batch, void, undefined> {
  const warned = new Set<string>();
  let nextIndex = 0;
  for (let round = 0; ; round += 1) {
    const rewriter = new StreamRewriter(plan.context);
    const firstIndex = nextIndex;
    const { request, earlier } = rounds;
    const shown = (event: UnifiedStreamEvent): UnifiedStreamEvent[] => {
      if (event.type === 'response-start' && round > 0) return [];
      if (event.type === 'usage') return [{ ...event, usage: earlier.usageWith(event.usage) }];
      if (event.type === 'warning') {
        const said = JSON.stringify(event);
        if (warned.has(said)) return [];
        warned.add(said);
      }
      if (!('index' in event)) return [event];
      const index = firstIndex + event.index;
      nextIndex = Math.max(nextIndex, index + 1);
      return [{ ...event, index }];
    };
    let hasFinished = false;
    for await (const batch of open(request, (partial) => earlier.arrived(partial))) {
      const last = batch.at(-1);
      const finish = last?.type === 'finish' ? last : undefined;
      let events: UnifiedStreamEvent[] = [];
      for (const event of finish ? batch.slice(0, -1) : batch) {
        events.push(...rewriter.push(event).flatMap(shown));
        // A partial value goes on growing: it is handed out before it does.
        if (events.at(-1)?.type !== 'partial') continue;
        yield events;
        events = [];
      }
      if (events.length > 0) yield events;
      if (!finish) continue;
      hasFinished = true;
      const response = await rounds.take(finish.response);
      if (!response) {
        yield [...rewriter.withoutAnswer(), SENT_BACK].flatMap(shown);
        continue;
      }
      const rest =
        response.parsed === undefined ? rewriter.withoutAnswer() : rewriter.withAnswer(response);
      const { finishReason } = response;
      yield [...rest.flatMap(shown), { type: 'finish', finishReason, response }];
      return;
    }
    // The source has ended without an answer: whoever reads says so.
    if (!hasFinished) return;
  }
}

const SENT_BACK: UnifiedStreamEvent = {
  type: 'warning',
  code: 'structured_output_sent_back',
  path: 'response_format',
  message: 'The answer does not fit: it is sent back to be mended, and comes again.',
};
