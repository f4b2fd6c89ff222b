import type { CallOptions } from '@outcrop/provider-registry';
import { isProviderError } from '@outcrop/unified-response';
import { type Call, type ClientCore, exchangeContext, operate } from './call.js';
import { changedError } from './changed-error.js';
import type { ControlPort } from './control-port.js';
import type { Exchange } from './converse-port.js';
import { exchange, type Send } from './exchange.js';
import type { ObservedCall } from './observation.js';

/** What a call of the control plane may be told; it has no body that headers could belong to. */
export type ControlCallOptions = Pick<CallOptions, 'signal' | 'timeouts'>;

/** Asks the control plane once, as often as the retry policy allows. */
export type Ask = <Output>(
  /** What the caller must be allowed to do, such as `ListFoundationModels`. */
  action: string,
  send: (port: ControlPort) => Send<Exchange<Output>>,
) => Promise<Output>;

/** Does a call that asks the control plane, perhaps several times. */
export function controlCall<Result>(
  core: ClientCore,
  options: ControlCallOptions | undefined,
  call: Pick<ObservedCall, 'operation' | 'model'>,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const start = { call: { ...call, stream: false } };
  let requestId: string | undefined;
  const askFor = (started: Call): Ask => {
    return async (action, send) => {
      const port = await core.ports.control();
      const context = await exchangeContext(core, started, port);
      try {
        const answer = await exchange(send(port), call.model, context);
        requestId = answer.requestId;
        return answer.output;
      } catch (error) {
        // Whatever else is being asked has become useless.
        started.whole.stop(error);
        throw withPermission(error, action);
      }
    };
  };
  return operate(
    core,
    options,
    start,
    (started) => work(askFor(started)),
    () => ({ requestId }),
  );
}

function withPermission(error: unknown, action: string): unknown {
  if (!isProviderError(error) || error.reason !== 'access_denied') return error;
  const hint = `Allow bedrock:${action} to the caller. Models can be called by their ids without it.`;
  return changedError(error, { hint });
}
