import { createServer, type Server, type Socket } from 'node:net'

/** A TCP server on loopback that does whatever it likes with a connection. */
export class RawServer {
  /** What each connection has sent so far. */
  readonly received: string[] = []
  private readonly sockets = new Set<Socket>()

  private constructor(private readonly server: Server) {}

  /** @param behave gets each connection, with what it sent when something first came */
  static async start(behave: (socket: Socket, request: string) => void): Promise<RawServer> {
    const server = createServer()
    const raw = new RawServer(server)
    server.on('connection', socket => raw.accept(socket, behave))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return raw
  }

  get port(): number {
    return (this.server.address() as { port: number }).port
  }

  /** How many connections are open. */
  get openCount(): number {
    return this.sockets.size
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise(resolve => this.server.close(resolve))
  }

  private accept(socket: Socket, behave: (socket: Socket, request: string) => void): void {
    this.sockets.add(socket)
    const index = this.received.push('') - 1
    socket.on('close', () => this.sockets.delete(socket))
    // The other side may go at any time: that is what is tested.
    socket.on('error', () => socket.destroy())
    socket.on('data', chunk => {
      const isFirst = this.received[index] === ''
      this.received[index] += chunk.toString('latin1')
      if (isFirst) behave(socket, this.received[index] ?? '')
    })
  }
}

/** Writes chunks for as long as the other side takes them. @returns how many bytes were handed over so far */
export function writeForever(socket: Socket, chunk: Buffer): () => number {
  let written = 0
  const go = () => {
    while (!socket.destroyed && socket.write(chunk)) written += chunk.length
  }
  socket.on('drain', go)
  go()
  return () => written
}
