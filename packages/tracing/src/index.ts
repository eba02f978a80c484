import { createRequire } from 'node:module';

/** Where OpenTelemetry's collector takes traces: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;

/**
 * Sends the traces of this process to OTEL_EXPORTER_OTLP_ENDPOINT; does nothing, and loads nothing, when that is not set.
 * Has to be the first import's doing, synchronously: clients that were loaded before are not instrumented. Returns whether
 * it traces.
 */
export function startTracing(service: string, env: NodeJS.ProcessEnv): boolean {
  if (ENDPOINTS.every((name) => (env[name] ?? '') === '')) return false;
  // Not an import: modules imported beside one that waits are evaluated meanwhile.
  const { register } = createRequire(import.meta.url)('./register.ts') as typeof import('./register.ts');
  register(service, env);
  return true;
}
