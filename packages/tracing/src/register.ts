import { createRequire } from 'node:module';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

/** A collector that does not answer must not hold the end of the process up for longer. */
const EXPORT_TIMEOUT_MS = 3_000;
/** What is instrumented. Loaded here, while the instrumentation watches: what is imported later is the same module. */
const CLIENTS = ['kafkajs', '@aws-sdk/client-s3', '@aws-sdk/client-sqs'] as const;

/**
 * OpenTelemetry's SDK for this process. OTEL_SERVICE_NAME and OTEL_EXPORTER_OTLP_HEADERS are the SDK's own;
 * OTEL_TRACES_SAMPLER_ARG is the share of objects that is traced, 1 when it is not set.
 */
export function register(service: string, env: NodeJS.ProcessEnv): void {
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME ?? service })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(shareOf(env.OTEL_TRACES_SAMPLER_ARG)) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ timeoutMillis: EXPORT_TIMEOUT_MS }) })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  registerInstrumentations({ instrumentations: [new KafkaJsInstrumentation(), new AwsInstrumentation()] });
  const require = createRequire(import.meta.url);
  for (const client of CLIENTS) require(client);
  process.once('beforeExit', () => void provider.shutdown().catch(() => undefined));
}

function shareOf(text: string | undefined): number {
  const share = Number(text ?? '');
  return text === undefined || text === '' || !(share >= 0 && share <= 1) ? 1 : share;
}
