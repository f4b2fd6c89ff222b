import type { Socket } from 'node:net';

/** One TCP connection of a client. */
export interface Connection {
  /** Counts the emulator's connections, from 1. */
  readonly id: number;
  /**
   * The TCP socket itself. HTTP/2 sessions and TLS keep their users away from it, but an exchange
   * can only be cut here.
   */
  readonly socket: Socket;
}

/** How many connections there were. */
export interface ConnectionCounts {
  /** Since the emulator started. */
  readonly total: number;
  readonly open: number;
}

/** Both ends of a TCP connection have its client's address in common, whatever is wrapped around. */
type Addressed = Pick<Socket, 'remoteAddress' | 'remotePort'>;

function addressOf({ remoteAddress, remotePort }: Addressed): string {
  return `${remoteAddress}:${remotePort}`;
}

/** The connections of one emulator. */
export class Connections {
  readonly #open = new Map<string, Connection>();
  #total = 0;

  get counts(): ConnectionCounts {
    return { total: this.#total, open: this.#open.size };
  }

  add(socket: Socket): void {
    this.#total += 1;
    const address = addressOf(socket);
    this.#open.set(address, { id: this.#total, socket });
    socket.once('close', () => this.#open.delete(address));
    // A client may reset its connection at any time; that is no fault of the emulator's.
    socket.on('error', () => {});
  }

  /** The connection a socket of TLS or HTTP/2 runs over; undefined when it is closed already. */
  find(socket: Addressed): Connection | undefined {
    return this.#open.get(addressOf(socket));
  }

  destroyAll(): void {
    for (const { socket } of this.#open.values()) socket.destroy();
  }
}
