import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { onTestFinished } from 'vitest';

/** A measured value, with what it was measured on. */
export interface DataPoint {
  readonly attributes: object;
  readonly value: {
    readonly count: number;
    readonly sum?: number;
    readonly buckets: { readonly boundaries: number[] };
  };
}

export interface Telemetry {
  readonly tracerProvider: BasicTracerProvider;
  readonly meterProvider: MeterProvider;
  /** The spans that have ended. */
  readonly spans: () => ReadableSpan[];
  /** What was recorded of a metric. */
  readonly points: (metric: string) => Promise<DataPoint[]>;
  readonly unitOf: (metric: string) => Promise<string | undefined>;
}

/** Providers that keep what they get in memory, with a context that lasts over awaits. They end with the test. */
export function telemetry(): Telemetry {
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(spanExporter)],
  });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({
    exporter: metricExporter,
    exportIntervalMillis: 2 ** 30,
  });
  const meterProvider = new MeterProvider({ readers: [reader] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  onTestFinished(async () => {
    context.disable();
    trace.disable();
    metrics.disable();
    await tracerProvider.shutdown();
    await meterProvider.shutdown();
  });
  const collected = async (name: string) => {
    await reader.forceFlush();
    const latest = metricExporter.getMetrics().at(-1);
    return latest?.scopeMetrics
      .flatMap((scope) => scope.metrics)
      .find(({ descriptor }) => descriptor.name === name);
  };
  return {
    tracerProvider,
    meterProvider,
    spans: () => spanExporter.getFinishedSpans(),
    points: async (name) => ((await collected(name))?.dataPoints ?? []) as DataPoint[],
    unitOf: async (name) => (await collected(name))?.descriptor.unit,
  };
}
