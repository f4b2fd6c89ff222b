/** What `@opentelemetry/api` calls a `TracerProvider`. */
export interface TracerProviderLike {
  getTracer(name: string, version?: string): object;
}

/** What `@opentelemetry/api` calls a `MeterProvider`. */
export interface MeterProviderLike {
  getMeter(name: string, version?: string): object;
}

/** How calls are traced and measured. It needs `@opentelemetry/api`. */
export interface TelemetryOptions {
  /** Default: the one that is registered with the API. */
  readonly tracerProvider?: TracerProviderLike;
  /** Default: the one that is registered with the API when the first call is made. */
  readonly meterProvider?: MeterProviderLike;
  /** Put messages, system prompts and tool definitions on the spans. Default false. */
  readonly captureContent?: boolean;
}
