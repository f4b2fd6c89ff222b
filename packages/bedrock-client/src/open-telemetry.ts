import type { Attributes, Meter, Span, Tracer } from '@opentelemetry/api';
import { missingPackage } from './missing-package.js';
import type { CallEnd, Observer } from './observation.js';
import {
  callAttributes,
  DURATION_METRIC,
  destinationAttributes,
  endAttributes,
  errorType,
  inputTokens,
  requestAttributes,
  SECONDS_BUCKETS,
  TOKEN_BUCKETS,
  TOKEN_USAGE_METRIC,
} from './telemetry-attributes.js';
import { requestContent, responseContent } from './telemetry-content.js';
import type { TelemetryOptions } from './telemetry-options.js';

type Api = typeof import('@opentelemetry/api');

const SCOPE = '@outcrop/bedrock-client';

/**
 * Makes a span of each call, with all its attempts, and records its duration and tokens.
 * @throws ProviderError `config` where `@opentelemetry/api` is not installed.
 */
export async function openTelemetryObserver(options: TelemetryOptions): Promise<Observer> {
  const api = await loadApi();
  const tracer = (options.tracerProvider ?? api.trace).getTracer(SCOPE) as Tracer;
  const meter = (options.meterProvider ?? api.metrics).getMeter(SCOPE) as Meter;
  const record = recorder(meter);
  const withContent = options.captureContent === true;
  return {
    begin(start) {
      const { call, request } = start;
      const common: Attributes = callAttributes(start);
      const span = tracer.startSpan([call.operation, call.model].filter(Boolean).join(' '), {
        kind: api.SpanKind.CLIENT,
        attributes: { ...common, ...requestAttributes(start) },
      });
      const context = api.trace.setSpan(api.context.active(), span);
      const showsContent = withContent && span.isRecording();
      if (showsContent && request) span.setAttributes(requestContent(request));
      return {
        within: (work) => api.context.with(context, work),
        prepared: ({ baseModel }) => {
          if (baseModel !== undefined) common['gen_ai.response.model'] = baseModel;
        },
        sent: (to) => Object.assign(common, destinationAttributes(to)),
        retried: ({ attempt, error, delayMs }) =>
          span.addEvent('outcrop.retry', {
            'outcrop.retry.attempt': attempt,
            'outcrop.retry.delay': delayMs / 1000,
            'error.type': error.reason,
          }),
        ended: (end) => {
          if (showsContent && end.response) span.setAttributes(responseContent(end.response));
          endSpan(span, api, { ...common, ...endAttributes(end) }, end);
          record(common, end);
        },
      };
    },
  };
}

function endSpan(span: Span, api: Api, attributes: Attributes, { error }: CallEnd): void {
  span.setAttributes(attributes);
  if (error !== undefined) {
    const message = error instanceof Error ? error.message : String(error);
    span.setStatus({ code: api.SpanStatusCode.ERROR, message });
  }
  span.end();
}

function recorder(meter: Meter): (common: Attributes, end: CallEnd) => void {
  const duration = meter.createHistogram(DURATION_METRIC, {
    description: 'GenAI operation duration.',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
  });
  const tokens = meter.createHistogram(TOKEN_USAGE_METRIC, {
    description: 'Number of input and output tokens used.',
    unit: '{token}',
    advice: { explicitBucketBoundaries: TOKEN_BUCKETS },
  });
  return (common, end) => {
    const error = errorType(end);
    duration.record(end.durationMs / 1000, { ...common, ...(error && { 'error.type': error }) });
    if (end.usage === undefined) return;
    const { outputTokens } = end.usage;
    tokens.record(inputTokens(end.usage), { ...common, 'gen_ai.token.type': 'input' });
    if (outputTokens > 0) tokens.record(outputTokens, { ...common, 'gen_ai.token.type': 'output' });
  };
}

async function loadApi(): Promise<Api> {
  try {
    return await import('@opentelemetry/api');
  } catch (cause) {
    throw missingPackage('The option telemetry needs', '@opentelemetry/api', cause);
  }
}
