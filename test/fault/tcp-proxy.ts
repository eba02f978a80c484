import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** How a link behaves: as it should; refusing and dropping connections; holding everything up; delivering slowly. */
export type LinkState = 'sound' | 'cut' | 'stalled' | 'slow';

/** A network link to a port of this machine that can be made to fail. */
export interface TcpProxy {
  readonly port: number;
  /** Where new connections go. */
  target(port: number): void;
  become(state: LinkState): void;
  close(): Promise<void>;
}

/** A slow link: each piece of up to 64 KiB takes so long. */
const SLOW_PIECE_MS = 40;

export async function startTcpProxy(): Promise<TcpProxy> {
  let state: LinkState = 'sound';
  let targetPort = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const forward = (from: Socket, to: Socket): void => {
    const goOn = (): void => {
      if (state !== 'stalled') from.resume();
    };
    from.on('data', (piece) => {
      from.pause();
      const send = (): void => void to.write(piece, goOn);
      if (state === 'slow') setTimeout(send, SLOW_PIECE_MS);
      else send();
    });
    from.on('end', () => to.end());
    goOn();
  };
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    if (state === 'cut') {
      client.on('error', () => undefined).destroy();
      return;
    }
    const upstream = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    upstream.pause();
    keep(client, upstream);
    keep(upstream, client);
    forward(client, upstream);
    forward(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    target(port) {
      targetPort = port;
    },
    become(next) {
      state = next;
      for (const socket of sockets) {
        if (state === 'cut') socket.destroy();
        else if (state === 'stalled') socket.pause();
        else socket.resume();
      }
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}
