import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { createTelemetry, MAX_CONNECTIONS, serveOperation } from '@dowser/telemetry';

const telemetry = createTelemetry({ service: 'test', level: 'silent' });
const server = await serveOperation(telemetry, { host: '127.0.0.1', port: 0 });
after(() => server.close());

const get = async (path: string, method = 'GET'): Promise<{ status: number; text: string; type: string | null }> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
};

test('/healthz says that it lives, /readyz whether it works', async () => {
  assert.equal((await get('/healthz')).status, 200);
  assert.deepEqual(await get('/readyz'), { status: 503, text: 'starting\n', type: 'text/plain; charset=utf-8' });
  telemetry.health.started();
  assert.deepEqual(await get('/readyz?probe=1'), { status: 200, text: 'ready\n', type: 'text/plain; charset=utf-8' });
});

test("/metrics has ours and the process's own", async () => {
  telemetry.count('occurrences', 3, {});
  const { status, text, type } = await get('/metrics');
  assert.equal(status, 200);
  assert.match(type ?? '', /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^dowser_occurrences_total 3$/m);
  assert.match(text, /^process_resident_memory_bytes \d+$/m);
});

test('nothing else is answered', async () => {
  assert.equal((await get('/metrics/')).status, 404);
  assert.equal((await get('/metrics', 'POST')).status, 405);
});

test('a port that is taken is an error', async () => {
  await assert.rejects(serveOperation(createTelemetry({ service: 'x' }), { host: '127.0.0.1', port: server.port }), {
    code: 'EADDRINUSE',
  });
});

test('connections are limited', async () => {
  const sockets: Socket[] = [];
  try {
    const refused = Promise.withResolvers<void>();
    for (let i = 0; i <= MAX_CONNECTIONS; i++) {
      const socket = connect(server.port, '127.0.0.1').on('error', () => {});
      socket.resume().once('close', () => refused.resolve());
      sockets.push(socket);
    }
    await refused.promise;
    const answers = sockets.filter((socket) => !socket.destroyed);
    assert.ok(answers.length <= MAX_CONNECTIONS, `${answers.length} are open`);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});
