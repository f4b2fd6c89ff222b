import type {
  ChatCompletion,
  ChatParams,
  ResponseFormat,
  UnifiedResponse,
} from '@outcrop/unified-response';
import { delegate } from '../delegate.js';
import type { ModelClient } from '../model-client.js';
import { createResponseStream } from '../response-stream.js';
import { CallInProgress } from './call-in-progress.js';
import type { CallRecord } from './call-record.js';
import { LoggedEvents } from './logged-events.js';

export interface LoggingOptions {
  /** Whether records have `contents`: parameters, answers and errors as they are. Default false. */
  readonly contents?: boolean;
}

/**
 * The same client, and a log that is told of each call when it has ended: of a stream, when it was
 * read, left or broken. Records are plain data, and hold neither contents nor secrets unless
 * `contents` asks for what was said. A log that fails harms no call.
 */
export function withLogging<Default extends ResponseFormat = ResponseFormat>(
  client: ModelClient<Default>,
  log: (record: CallRecord) => void,
  { contents = false }: LoggingOptions = {},
): ModelClient<Default> {
  const begin = (operation: CallRecord['operation'], params: ChatParams): CallInProgress =>
    new CallInProgress(operation, params, log, contents);

  /** Tells of the answer or the error, and passes it on. */
  const logged = async <Answer extends UnifiedResponse | ChatCompletion>(
    call: CallInProgress,
    make: () => Promise<Answer>,
  ): Promise<Answer> => {
    const answer = await make().catch((error: unknown) => {
      call.failed(error);
      throw error;
    });
    call.answered(answer);
    return answer;
  };

  return {
    ...delegate(client),
    create: (params, callOptions) =>
      logged(begin('create', params), () => client.create(params, callOptions)),
    createV1Compatible: (params, callOptions) =>
      logged(begin('createV1Compatible', params), () =>
        client.createV1Compatible(params, callOptions),
      ),
    stream: (params, callOptions) =>
      createResponseStream(() => ({
        [Symbol.asyncIterator]: () =>
          new LoggedEvents(
            () => client.stream(params, callOptions),
            () => begin('stream', params),
          ),
      })),
  };
}
