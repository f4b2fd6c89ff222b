import { hooksObserver } from './hooks.js';
import type { Observation, Observer } from './observation.js';
import type { BedrockClientOptions } from './options.js';

/**
 * Who observes the calls of a client, if anybody. OpenTelemetry is loaded with the first call, and
 * only where it is asked for.
 */
export function observersOf(options: BedrockClientOptions): (() => Promise<Observer>) | undefined {
  const { telemetry } = options;
  const hooks = hooksObserver(options);
  if (!telemetry) return hooks && (async () => hooks);
  let loading: Promise<Observer> | undefined;
  const load = async (): Promise<Observer> => {
    const { openTelemetryObserver } = await import('./open-telemetry.js');
    const traced = await openTelemetryObserver(telemetry === true ? {} : telemetry);
    return hooks ? both(traced, hooks) : traced;
  };
  return () => {
    loading ??= load();
    return loading;
  };
}

function both(outer: Observer, inner: Observer): Observer {
  return {
    begin(start) {
      const observations = [outer.begin(start), inner.begin(start)] as const;
      const [first, second] = observations;
      const each = (tell: (observation: Observation) => void): void => observations.forEach(tell);
      return {
        within: (work) => first.within(() => second.within(work)),
        prepared: (known) => each((observation) => observation.prepared(known)),
        sent: (to) => each((observation) => observation.sent(to)),
        retried: (event) => each((observation) => observation.retried(event)),
        ended: (end) => each((observation) => observation.ended(end)),
      };
    },
  };
}
