import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics } from 'prom-client';
import type { Telemetry } from './telemetry.ts';

/** Probes and scrapes need few; more than these are refused. */
export const MAX_CONNECTIONS = 64;

export interface OperationServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface OperationOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/**
 * For who runs the service: /healthz (200 while the process answers), /readyz (200, or 503 and for what it waits) and
 * /metrics in Prometheus's text format, the process's own metrics included. No authentication, and nothing of an object
 * in any answer. Rejects when the port cannot be had.
 */
export async function serveOperation(telemetry: Telemetry, options: OperationOptions): Promise<OperationServer> {
  collectDefaultMetrics({ register: telemetry.registry });
  const server = createServer(answer(telemetry));
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(telemetry: Telemetry): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'only GET\n');
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        return send(response, 200, 'alive\n');
      case '/readyz': {
        const { ready, why } = telemetry.health.state();
        return send(response, ready ? 200 : 503, `${why}\n`);
      }
      case '/metrics':
        return void telemetry.registry.metrics().then(
          (text) => send(response, 200, text, telemetry.registry.contentType),
          (error: unknown) => send(response, 500, `${error}\n`),
        );
      default:
        return send(response, 404, '/healthz, /readyz or /metrics\n');
    }
  };
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
