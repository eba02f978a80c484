import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP/HTTP carries it in JSON. Source: OpenTelemetry, trace.proto. */
export interface CollectedSpan {
  readonly service: string;
  readonly scope: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** '' at the root of a trace. */
  readonly parentSpanId: string;
}

/** OpenTelemetry's collector, as far as traces are taken: for OTEL_EXPORTER_OTLP_ENDPOINT. */
export interface TraceCollector {
  readonly url: string;
  spans(): readonly CollectedSpan[];
  /** Everything that was sent, as it was sent. */
  bytes(): Buffer;
  close(): Promise<void>;
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly { name: string; traceId: string; spanId: string; parentSpanId?: string }[];
    }[];
  }[];
}

export async function startTraceCollector(): Promise<TraceCollector> {
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    if (request.url === '/v1/traces') bodies.push(Buffer.concat(pieces));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => bodies.flatMap((body) => spansOf(JSON.parse(body.toString()) as Export)),
    bytes: () => Buffer.concat(bodies),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function spansOf({ resourceSpans }: Export): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    return scopeSpans.flatMap(({ scope, spans }) =>
      spans.map(({ name, traceId, spanId, parentSpanId = '' }) => ({
        ...{ service, scope: scope.name, name },
        ...{ traceId, spanId, parentSpanId },
      })),
    );
  });
}
