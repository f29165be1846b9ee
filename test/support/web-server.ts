import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type WebSocket, WebSocketServer } from 'ws'

/** What one request was. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface WebServerOptions {
  readonly isTls?: boolean
  /** Answers a request; by default with `hello`. */
  readonly answer?: (request: SeenRequest, response: ServerResponse) => void
  /** Talks to a WebSocket; by default repeats what it is told. */
  readonly talk?: (socket: WebSocket) => void
}

/** A certificate for `localhost` and 127.0.0.1 that only these tests know, and its key. */
export const CERTIFICATE = fileURLToPath(new URL('../fixtures/tls/certificate.pem', import.meta.url))
const KEY = fileURLToPath(new URL('../fixtures/tls/key.pem', import.meta.url))

/** HTTP and WebSockets on loopback. */
export class WebServer {
  readonly requests: SeenRequest[] = []
  readonly sockets: WebSocket[] = []
  private readonly connections = new Set<Socket>()

  private constructor(
    private readonly server: Server,
    private readonly options: WebServerOptions,
  ) {
    server.on('connection', socket => {
      this.connections.add(socket)
      socket.on('close', () => this.connections.delete(socket))
    })
    server.on('request', (request, response) => this.take(request, response))
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', socket => {
      this.sockets.push(socket)
      const echo = () => socket.on('message', data => socket.send(`you said ${data}`))
      if (options.talk) options.talk(socket)
      else echo()
    })
  }

  static async start(options: WebServerOptions = {}): Promise<WebServer> {
    const tls = { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) }
    const server = options.isTls ? createTlsServer(tls) : createServer()
    const web = new WebServer(server, options)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return web
  }

  /** `127.0.0.1:PORT`. */
  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  get port(): number {
    return (this.server.address() as { port: number }).port
  }

  /** How many connections are open. */
  get openCount(): number {
    return this.connections.size
  }

  async close(): Promise<void> {
    for (const socket of this.connections) socket.destroy()
    await new Promise(resolve => this.server.close(resolve))
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url = '', headers } = request
    const seen = { method, url, headers, body }
    this.requests.push(seen)
    if (this.options.answer) this.options.answer(seen, response)
    else response.end('hello')
  }
}
